package io.stormdb.progressive.maths;

/**
 * How ranges are found by resampling.
 *
 * @param samples how often the fit is repeated, 100 or more
 * @param confidence of the ranges, greater than 0 and less than 1
 * @param seed of what is drawn; the same seed gives the same ranges
 */
public record BootstrapPlan(int samples, double confidence, long seed) {

  /** Checks each. */
  public BootstrapPlan {
    Rules.atLeast(100, samples, "samples");
    Rules.within(confidence, "confidence");
  }

  /** Returns 1,000 samples and ranges of 95 %. */
  public static BootstrapPlan usual(long seed) {
    return new BootstrapPlan(1_000, 0.95, seed);
  }
}
