package io.stormdb.progressive.maths;

/**
 * One measured level of concurrency.
 *
 * @param concurrency N, how many work at the same time; positive and finite
 * @param throughput X, completed transactions a second; not negative, finite
 * @param standardError standard error of the throughput, transactions a second; not negative; NaN
 *     if it is not known
 * @param meanSeconds R, mean time of a transaction; positive; NaN if it is not known
 * @param p95Seconds 95th percentile of the time of a transaction; positive; NaN if it is not known
 * @param p99Seconds 99th percentile of the time of a transaction; positive; NaN if it is not known
 * @param errorShare transactions that failed, of all; 0 to 1
 * @param deviationSeconds standard deviation of the time of a transaction; not negative; NaN if it
 *     is not known
 */
public record Measured(
    double concurrency,
    double throughput,
    double standardError,
    double meanSeconds,
    double p95Seconds,
    double p99Seconds,
    double errorShare,
    double deviationSeconds) {

  /** Checks each number. */
  public Measured {
    require(
        concurrency > 0 && Double.isFinite(concurrency), "concurrency", "positive", concurrency);
    require(
        throughput >= 0 && Double.isFinite(throughput), "throughput", "not negative", throughput);
    require(knownOrNaN(standardError, 0), "standard error", "not negative", standardError);
    require(knownOrNaN(meanSeconds, Double.MIN_VALUE), "mean time", "positive", meanSeconds);
    require(knownOrNaN(p95Seconds, Double.MIN_VALUE), "p95", "positive", p95Seconds);
    require(knownOrNaN(p99Seconds, Double.MIN_VALUE), "p99", "positive", p99Seconds);
    require(errorShare >= 0 && errorShare <= 1, "share of errors", "0 to 1", errorShare);
    require(knownOrNaN(deviationSeconds, 0), "deviation", "not negative", deviationSeconds);
  }

  /** Makes a level of which it is not known how far the times of transactions are apart. */
  public Measured(
      double concurrency,
      double throughput,
      double standardError,
      double meanSeconds,
      double p95Seconds,
      double p99Seconds,
      double errorShare) {
    this(
        concurrency,
        throughput,
        standardError,
        meanSeconds,
        p95Seconds,
        p99Seconds,
        errorShare,
        Double.NaN);
  }

  /** Returns a level of which only the throughput is known, as in published data. */
  public static Measured of(double concurrency, double throughput) {
    return new Measured(concurrency, throughput, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  private static boolean knownOrNaN(double value, double least) {
    return Double.isNaN(value) || (value >= least && Double.isFinite(value));
  }

  private static void require(boolean holds, String what, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s must be %s and finite, was %s".formatted(what, rule, value));
    }
  }
}
