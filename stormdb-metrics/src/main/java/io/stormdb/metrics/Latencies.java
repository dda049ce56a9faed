package io.stormdb.metrics;

import io.stormdb.metrics.statistics.Frequencies;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long a number of operations took. Immutable.
 *
 * <p>Percentiles have three significant digits (G. Tene's HDR histogram); mean and standard
 * deviation are those of the recorded values within the same precision; minimum and maximum too.
 */
public final class Latencies {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final Latencies NONE = new Latencies(emptyHistogram());

  private final Histogram histogram;

  private Latencies(Histogram histogram) {
    this.histogram = histogram;
  }

  /** Takes a histogram that nobody changes any more. */
  static Latencies owning(Histogram histogram) {
    return new Latencies(histogram);
  }

  static Histogram emptyHistogram() {
    return new Histogram(SIGNIFICANT_DIGITS);
  }

  /** Returns the latencies of no operation at all. */
  public static Latencies none() {
    return NONE;
  }

  /** Returns the latencies of the given numbers of nanoseconds. */
  public static Latencies ofNanos(long... nanos) {
    Histogram histogram = emptyHistogram();
    for (long value : nanos) {
      histogram.recordValue(value);
    }
    return new Latencies(histogram);
  }

  /** Returns the latencies of all operations in {@code parts} together. */
  public static Latencies merged(Collection<Latencies> parts) {
    Histogram sum = emptyHistogram();
    for (Latencies part : parts) {
      sum.add(part.histogram);
    }
    return new Latencies(sum);
  }

  /**
   * Reads what {@link #encoded} writes.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static Latencies decode(String encoded) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
      return new Latencies(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
    } catch (DataFormatException | RuntimeException e) {
      // the library throws whatever a damaged text leads it to
      throw new IllegalArgumentException(
          "a histogram must be one of HdrHistogram (V2, compressed) in base64, was '%s'"
              .formatted(encoded.length() > 20 ? encoded.substring(0, 20) + "..." : encoded),
          e);
    }
  }

  /**
   * Returns everything that is known of these as a text: the histogram of nanoseconds as
   * HdrHistogram encodes it (V2, compressed) in base64, which its tools for many languages read.
   */
  public String encoded() {
    // encoding uses a buffer of the histogram, which others read meanwhile
    Histogram own = histogram.copy();
    ByteBuffer bytes = ByteBuffer.allocate(own.getNeededByteBufferCapacity());
    int length = own.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  /** Returns how many operations there were. */
  public long count() {
    return histogram.getTotalCount();
  }

  /**
   * Returns the latency that {@code percentile} per cent of the operations did not exceed, or empty
   * when there was none.
   *
   * @param percentile greater than 0, at most 100
   */
  public Optional<Duration> percentile(double percentile) {
    if (!(percentile > 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "percentile must be greater than 0 and at most 100, was " + percentile);
    }
    return count() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(histogram.getValueAtPercentile(percentile)));
  }

  /**
   * Returns how many operations took at most {@code limit}; those that cannot be told from it at
   * the precision of this class are counted in.
   *
   * @param limit not negative
   */
  public long countUpTo(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit must not be negative, was " + limit);
    }
    return histogram.getCountBetweenValues(0, limit.toNanos());
  }

  /** Returns the shortest latency, or empty when there was none. */
  public Optional<Duration> min() {
    return count() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(histogram.getMinValue()));
  }

  /** Returns the longest latency, or empty when there was none. */
  public Optional<Duration> max() {
    return count() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(histogram.getMaxValue()));
  }

  /** Returns the mean latency, or empty when there was none. */
  public Optional<Duration> mean() {
    return count() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.round(histogram.getMean())));
  }

  /** Returns the standard deviation, or empty when there was no latency. */
  public Optional<Duration> standardDeviation() {
    return count() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.round(histogram.getStdDeviation())));
  }

  /** Returns how often each latency occurred that can be told from others, in nanoseconds. */
  Frequencies frequencies() {
    int distinct = 0;
    for (HistogramIterationValue ignored : histogram.recordedValues()) {
      distinct++;
    }
    long[] values = new long[distinct];
    long[] counts = new long[distinct];
    int index = 0;
    for (HistogramIterationValue value : histogram.recordedValues()) {
      values[index] = value.getValueIteratedTo();
      counts[index] = value.getCountAtValueIteratedTo();
      index++;
    }
    return Frequencies.of(values, counts, distinct == 0 ? 0 : histogram.getMean() * count());
  }

  /** Returns a histogram that nobody must change. */
  Histogram histogram() {
    return histogram;
  }

  @Override
  public String toString() {
    return count() + " latencies, p50 " + percentile(50) + ", p99 " + percentile(99);
  }
}
