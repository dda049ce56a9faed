package io.stormdb.core;

/**
 * Levels that go up and down along a sine for ever, after some time at the highest level.
 *
 * <p>With h the highest level, l the lowest as a share of it, P the period and t the time since the
 * first low point, the level is h (m - a cos(2 pi t / P)), where m = (1 + l) / 2 is its mean and a
 * = (1 - l) / 2 its swing, as shares of h. The area below it is h (m t - a P / (2 pi) sin(2 pi t /
 * P)). Where that area has a value is Kepler's equation, E - e sin E = M, with the eccentricity e =
 * a / m (J. Meeus, "Astronomical Algorithms", 2nd edition, chapter 30).
 */
final class SineLevels implements Levels {

  private static final double TURN = 2 * Math.PI;
  private static final int MOST_STEPS = 60;

  private final double beforeSeconds;
  private final double high;
  private final double mean;
  private final double swing;
  private final double periodSeconds;

  /**
   * Makes one.
   *
   * @param beforeSeconds how long the highest level is held before the first low point; not
   *     negative
   * @param high the highest level; not negative
   * @param low the lowest as a share of the highest; 0 to 1
   * @param periodSeconds from one low point to the next; positive
   */
  SineLevels(double beforeSeconds, double high, double low, double periodSeconds) {
    this.beforeSeconds = beforeSeconds;
    this.high = high;
    this.mean = (1 + low) / 2;
    this.swing = (1 - low) / 2;
    this.periodSeconds = periodSeconds;
  }

  @Override
  public double at(double seconds) {
    double since = seconds - beforeSeconds;
    return since < 0 ? high : high * (mean - swing * Math.cos(TURN * since / periodSeconds));
  }

  @Override
  public double whereAreaExceeds(double area) {
    double before = high * beforeSeconds;
    if (high == 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (area < before) {
      return area / high;
    }
    double periodArea = high * mean * periodSeconds;
    double periods = Math.floor((area - before) / periodArea);
    double anomaly = TURN * ((area - before) / periodArea - periods);
    // the way down is the way up in a mirror
    double angle =
        anomaly <= Math.PI ? kepler(anomaly) : TURN - kepler(Math.max(0, TURN - anomaly));
    return beforeSeconds + (periods + angle / TURN) * periodSeconds;
  }

  /**
   * Solves E - e sin E = M by Newton's method, kept between bounds so that it cannot run away.
   *
   * @param anomaly M; 0 to pi
   */
  private double kepler(double anomaly) {
    double eccentricity = swing / mean;
    if (anomaly == 0) {
      return 0;
    }
    double from = anomaly;
    double to = Math.min(Math.PI, anomaly + eccentricity);
    // for small E the equation is that of a straight line, or of a cubic if e is 1
    double nearZero = Math.min(anomaly / (1 - eccentricity), Math.cbrt(6 * anomaly / eccentricity));
    double solution = nearZero >= from && nearZero <= to ? nearZero : (from + to) / 2;
    for (int step = 0; step < MOST_STEPS; step++) {
      double error = solution - eccentricity * Math.sin(solution) - anomaly;
      if (error >= 0) {
        to = solution;
      } else {
        from = solution;
      }
      double better = solution - error / (1 - eccentricity * Math.cos(solution));
      double next = better >= from && better <= to ? better : (from + to) / 2;
      if (Math.abs(next - solution) <= Math.ulp(solution)) {
        return next;
      }
      solution = next;
    }
    return solution;
  }

  @Override
  public double whereAtLeast(double seconds, double least) {
    double since = seconds - beforeSeconds;
    if (since < 0) {
      if (high >= least) {
        return seconds;
      }
      return Double.POSITIVE_INFINITY;
    }
    // at least where the cosine is at most this
    double cosine = swing == 0 || high == 0 ? level(least) : (mean - least / high) / swing;
    if (cosine >= 1) {
      return seconds;
    }
    if (cosine < -1) {
      return Double.POSITIVE_INFINITY;
    }
    double periods = Math.floor(since / periodSeconds);
    double angle = TURN * (since / periodSeconds - periods);
    double up = Math.acos(cosine);
    if (angle >= up && angle <= TURN - up) {
      return seconds;
    }
    double turn = periods + (angle < up ? 0 : 1) + up / TURN;
    // not before, also when rounding says so
    return Math.max(seconds, beforeSeconds + turn * periodSeconds);
  }

  /** Returns what says always or never of a level that does not change. */
  private double level(double least) {
    return high >= least ? 1 : -2;
  }
}
