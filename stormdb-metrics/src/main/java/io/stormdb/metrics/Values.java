package io.stormdb.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How the values of a measure are spread. Immutable.
 *
 * <p>Count, sum, mean, minimum and maximum are exact, but for the rounding of floating-point sums.
 * A percentile differs by at most {@link #RELATIVE_ERROR} of itself from the value of that rank,
 * for values from 2<sup>-64</sup> to 2<sup>64</sup>.
 */
public final class Values {

  /** Half of the widest bucket, relative to its lower end: 1/256, or 0.4 %. */
  public static final double RELATIVE_ERROR = 0.5 / ValueRecorder.BUCKETS_A_DOUBLING;

  private static final Values NONE = new ValueRecorder().values();

  private final ValueRecorder recorded;

  /** Takes a recorder that nobody writes to any more. */
  Values(ValueRecorder recorded) {
    this.recorded = recorded;
  }

  /** Returns no values at all. */
  public static Values none() {
    return NONE;
  }

  /**
   * Returns the given values.
   *
   * @param values finite and not negative
   */
  public static Values of(double... values) {
    ValueRecorder recorder = new ValueRecorder();
    for (double value : values) {
      recorder.record(value);
    }
    return recorder.values();
  }

  /** Returns all values in {@code parts} together. */
  public static Values merged(Collection<Values> parts) {
    ValueRecorder sum = new ValueRecorder();
    parts.forEach(part -> sum.add(part.recorded));
    return sum.values();
  }

  /** Returns the values of several stretches of time together, by the number of their measure. */
  public static Map<Integer, Values> mergedByNumber(List<Map<Integer, Values>> parts) {
    Map<Integer, Values> sums = new TreeMap<>();
    for (Map<Integer, Values> part : parts) {
      part.forEach(
          (measure, values) ->
              sums.merge(measure, values, (one, other) -> merged(List.of(one, other))));
    }
    return sums;
  }

  /** Returns how many values there are. */
  public long count() {
    return recorded.count();
  }

  /** Returns the sum of all values; 0 when there is none. */
  public double sum() {
    return recorded.sum();
  }

  /** Returns the mean, or empty when there is no value. */
  public OptionalDouble mean() {
    return present(sum() / count());
  }

  /** Returns the smallest value, or empty when there is none. */
  public OptionalDouble min() {
    return present(recorded.min());
  }

  /** Returns the largest value, or empty when there is none. */
  public OptionalDouble max() {
    return present(recorded.max());
  }

  /**
   * Returns the value that {@code percentile} per cent of the values did not exceed, or empty when
   * there is none.
   *
   * @param percentile greater than 0, at most 100
   */
  public OptionalDouble percentile(double percentile) {
    if (!(percentile > 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "percentile must be greater than 0 and at most 100, was " + percentile);
    }
    // the product may be rounded up to just above the whole number that is meant
    double rank = Math.ceil(Math.nextDown(percentile * count() / 100));
    return present(
        Math.min(Math.max(recorded.ofRank((long) rank), recorded.min()), recorded.max()));
  }

  private OptionalDouble present(double value) {
    return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public String toString() {
    return count() + " values, p50 " + percentile(50) + ", p99 " + percentile(99);
  }
}
