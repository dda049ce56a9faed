package io.stormdb.metrics.statistics;

/**
 * An estimate and the range in which the true figure lies with a stated confidence.
 *
 * @param estimate the figure estimated
 * @param low lower end, at most {@code high}
 * @param high upper end
 * @param confidence greater than 0, less than 1
 */
public record ConfidenceInterval(double estimate, double low, double high, double confidence) {

  /** The confidence of reports: 95 %. */
  public static final double USUAL = 0.95;

  /** Checks the ends and the confidence. */
  public ConfidenceInterval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must be at most high (" + high + "), was " + low);
    }
    requireConfidence(confidence);
    if (!Double.isFinite(estimate)) {
      throw new IllegalArgumentException("estimate must be finite, was " + estimate);
    }
  }

  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be greater than 0 and less than 1, was " + confidence);
    }
  }

  /** Returns half the width as a share of the estimate; infinite where the estimate is 0. */
  public double relativeHalfWidth() {
    return estimate == 0 ? Double.POSITIVE_INFINITY : (high - low) / 2 / Math.abs(estimate);
  }
}
