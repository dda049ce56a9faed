package io.stormdb.core;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Which figures of latencies reports show.
 *
 * @param percentiles each greater than 0, at most 100, ascending; at least one, at most 50
 * @param buckets upper limits of the bars of the histogram, positive, ascending, at most 200; none
 *     for limits of 1, 2 and 5 times a power of 10
 */
public record LatencyDetail(List<Double> percentiles, List<Duration> buckets) {

  /** What reports show unless something else is asked for. */
  public static final LatencyDetail USUAL =
      new LatencyDetail(List.of(50.0, 90.0, 95.0, 99.0, 99.9, 99.99), List.of());

  private static final int MOST_PERCENTILES = 50;
  private static final int MOST_BUCKETS = 200;

  /** Checks both. */
  public LatencyDetail {
    percentiles = List.copyOf(percentiles);
    buckets = List.copyOf(buckets);
    require(
        !percentiles.isEmpty() && percentiles.size() <= MOST_PERCENTILES,
        "there must be from 1 to " + MOST_PERCENTILES + " percentiles",
        percentiles.size());
    require(
        buckets.size() <= MOST_BUCKETS,
        "there must be at most " + MOST_BUCKETS + " histogram buckets",
        buckets.size());
    for (int i = 0; i < percentiles.size(); i++) {
      double percentile = percentiles.get(i);
      require(
          percentile > 0 && percentile <= 100,
          "a percentile must be greater than 0 and at most 100",
          plain(percentile));
      require(
          i == 0 || percentile > percentiles.get(i - 1),
          "percentiles must ascend",
          i == 0 ? "" : plain(percentile) + " after " + plain(percentiles.get(i - 1)));
    }
    for (int i = 0; i < buckets.size(); i++) {
      Duration bucket = buckets.get(i);
      require(
          !bucket.isNegative() && !bucket.isZero(),
          "a histogram bucket must be longer than 0 ms",
          millis(bucket));
      require(
          i == 0 || bucket.compareTo(buckets.get(i - 1)) > 0,
          "histogram buckets must ascend",
          i == 0 ? "" : millis(bucket) + " after " + millis(buckets.get(i - 1)));
    }
  }

  /** Returns a copy with other percentiles. */
  public LatencyDetail percentiles(double... newPercentiles) {
    return new LatencyDetail(DoubleStream.of(newPercentiles).boxed().toList(), buckets);
  }

  /** Returns a copy with other buckets. */
  public LatencyDetail buckets(List<Duration> newBuckets) {
    return new LatencyDetail(percentiles, newBuckets);
  }

  private static void require(boolean kept, String rule, Object was) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ", was " + was);
    }
  }

  private static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private static String millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + " ms";
  }
}
