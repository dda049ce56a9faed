package io.stormdb.progressive.maths;

import java.util.Arrays;

/**
 * A figure with the range in which it lies.
 *
 * @param value as estimated from what was measured
 * @param low lower end of the range, at most {@code high}
 * @param high upper end; infinite if nothing bounds it
 * @param confidence how often such a range holds the true figure, greater than 0 and less than 1
 */
public record Estimated(double value, double low, double high, double confidence) {

  /** Checks the ends and the confidence. */
  public Estimated {
    Rules.require(Double.isFinite(value), "value", "finite", value);
    Rules.require(low <= high, "low", "at most high (" + high + ")", low);
    Rules.within(confidence, "confidence");
  }

  /**
   * Returns the range of a bootstrap, by its percentiles (B. Efron and R. Tibshirani, "An
   * Introduction to the Bootstrap", 1993, chapter 13), as wide as is needed to hold the estimate.
   *
   * @param samples the figure of each resampling, in any order; at least one
   */
  static Estimated of(double value, double[] samples, double confidence) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double tail = (1 - confidence) / 2;
    return new Estimated(
        value,
        Math.min(value, quantile(sorted, tail)),
        Math.max(value, quantile(sorted, 1 - tail)),
        confidence);
  }

  /** Returns the smallest value that at least {@code share} of the values do not exceed. */
  private static double quantile(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
  }
}
