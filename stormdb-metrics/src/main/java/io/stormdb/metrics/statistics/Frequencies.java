package io.stormdb.metrics.statistics;

import java.util.Arrays;

/**
 * How often which values occurred. Immutable; takes memory for the values that occurred only, not
 * for those between them.
 */
public final class Frequencies {

  /** Nothing occurred. */
  public static final Frequencies NONE = new Frequencies(new long[0], new long[0], 0);

  private final long[] values;
  private final long[] upTo;
  private final double sum;

  /**
   * @param values different ones, ascending
   * @param upTo how many of all values are at most as great
   */
  private Frequencies(long[] values, long[] upTo, double sum) {
    this.values = values;
    this.upTo = upTo;
    this.sum = sum;
  }

  /**
   * Returns frequencies that were counted elsewhere.
   *
   * @param values different ones, ascending
   * @param counts how often each of them occurred, at least once
   * @param sum of all that occurred; may know more than {@code values}, which may be rounded
   */
  public static Frequencies of(long[] values, long[] counts, double sum) {
    if (values.length != counts.length) {
      throw new IllegalArgumentException(
          "values and counts must be equally many, were %d and %d"
              .formatted(values.length, counts.length));
    }
    long[] upTo = new long[counts.length];
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 1) {
        throw new IllegalArgumentException("counts must be at least 1, was " + counts[i]);
      }
      if (i > 0 && values[i] <= values[i - 1]) {
        throw new IllegalArgumentException(
            "values must ascend, was %d after %d".formatted(values[i], values[i - 1]));
      }
      total += counts[i];
      upTo[i] = total;
    }
    return new Frequencies(values.clone(), upTo, sum);
  }

  /** Returns the sum of two. */
  public Frequencies plus(Frequencies other) {
    long[] merged = new long[values.length + other.values.length];
    long[] counts = new long[merged.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < values.length || j < other.values.length) {
      boolean mine =
          j == other.values.length || (i < values.length && values[i] <= other.values[j]);
      long value = mine ? values[i] : other.values[j];
      if (size == 0 || merged[size - 1] != value) {
        merged[size++] = value;
      }
      counts[size - 1] += mine ? count(i++) : other.count(j++);
    }
    return of(Arrays.copyOf(merged, size), Arrays.copyOf(counts, size), sum + other.sum);
  }

  /** Returns how many values occurred. */
  public long total() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** Returns the sum of all values that occurred. */
  public double sum() {
    return sum;
  }

  /** Returns how many of the values that occurred are at most {@code limit}. */
  public long upTo(long limit) {
    int found = Arrays.binarySearch(values, limit);
    int last = found >= 0 ? found : -found - 2;
    return last < 0 ? 0 : upTo[last];
  }

  /** Returns the value that {@code share}, greater than 0, of all did not exceed. */
  long percentile(double share) {
    int found = Arrays.binarySearch(upTo, rank(share, total()));
    return values[found >= 0 ? found : -found - 1];
  }

  /** Returns how many of {@code total} values are not above that which has this share below it. */
  static long rank(double share, long total) {
    // a hair less, so that 0.95 * 100, which is a hair more than 95, is the 95th
    return Math.max(1, (long) Math.ceil(share * total * (1 - 1e-12)));
  }

  /** Returns the different values between two limits, ascending. */
  long[] valuesBetween(long least, long most) {
    return Arrays.stream(values).filter(v -> v >= least && v <= most).toArray();
  }

  private long count(int index) {
    return upTo[index] - (index == 0 ? 0 : upTo[index - 1]);
  }
}
