package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Throughput by concurrency, each level once and in ascending order. Immutable.
 *
 * @param points by concurrency, strictly ascending
 * @param noise where the standard errors of the points come from
 * @param noiseDegreesOfFreedom how many independent figures the standard errors rest on; infinite
 *     if they were measured, 0 if they are not known
 */
public record Points(List<Point> points, Noise noise, double noiseDegreesOfFreedom) {

  /**
   * One level of concurrency.
   *
   * @param concurrency N; positive
   * @param throughput X, completed transactions a second; not negative
   * @param standardError of the throughput, transactions a second; positive; NaN if it is not known
   * @param measurements how many were merged into it, at least 1
   */
  public record Point(
      double concurrency, double throughput, double standardError, int measurements) {

    /** Checks each number. */
    public Point {
      Rules.positive(concurrency, "concurrency");
      Rules.notNegative(throughput, "throughput");
      Rules.require(
          Double.isNaN(standardError) || (standardError > 0 && Double.isFinite(standardError)),
          "standard error",
          "positive and finite, or not known",
          standardError);
      Rules.atLeast(1, measurements, "measurements");
    }
  }

  /** Checks the order. */
  public Points {
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      double before = points.get(i - 1).concurrency();
      double here = points.get(i).concurrency();
      Rules.require(here > before, "concurrency", "greater than the one before, " + before, here);
    }
  }

  /**
   * Merges what was measured at the same concurrency.
   *
   * <p>If every measurement has a positive standard error: the mean weighted by the inverse
   * variances, with the standard error 1/√Σ(1/s²), made larger by the Birge ratio √(χ²/(k − 1))
   * where the k measurements differ by more than their standard errors tell (R. T. Birge, "The
   * Calculation of Errors by the Method of Least Squares", Physical Review 40, 1932). Otherwise the
   * plain mean, with a standard error from the scatter of all repeated levels together, s²/k, where
   * s² is the pooled variance; it is not known if no level was repeated.
   *
   * @param measured in any order
   */
  public static Points of(List<Measured> measured) {
    TreeMap<Double, List<Measured>> levels = new TreeMap<>();
    for (Measured one : measured) {
      levels.computeIfAbsent(one.concurrency(), n -> new ArrayList<>()).add(one);
    }
    // a standard error of 0 is a band of one batch or of no work, not a perfect measurement
    boolean known = !measured.isEmpty() && measured.stream().allMatch(m -> m.standardError() > 0);
    return known ? weighted(levels) : pooled(levels);
  }

  private static Points weighted(TreeMap<Double, List<Measured>> levels) {
    List<Point> points = new ArrayList<>();
    levels.forEach(
        (concurrency, same) -> {
          double weights = 0;
          double sum = 0;
          for (Measured one : same) {
            double weight = 1 / (one.standardError() * one.standardError());
            weights += weight;
            sum += weight * one.throughput();
          }
          double mean = sum / weights;
          double chiSquare = 0;
          for (Measured one : same) {
            chiSquare += Math.pow((one.throughput() - mean) / one.standardError(), 2);
          }
          double birge = same.size() == 1 ? 1 : Math.sqrt(chiSquare / (same.size() - 1));
          double error = Math.max(1, birge) / Math.sqrt(weights);
          points.add(new Point(concurrency, mean, error, same.size()));
        });
    return new Points(points, Noise.MEASURED, Double.POSITIVE_INFINITY);
  }

  private static Points pooled(TreeMap<Double, List<Measured>> levels) {
    double squares = 0;
    int freedom = 0;
    for (List<Measured> same : levels.values()) {
      double mean = mean(same);
      for (Measured one : same) {
        squares += Math.pow(one.throughput() - mean, 2);
      }
      freedom += same.size() - 1;
    }
    double variance = freedom > 0 ? squares / freedom : 0;
    boolean known = variance > 0;
    List<Point> points = new ArrayList<>();
    levels.forEach(
        (concurrency, same) -> {
          double error = known ? Math.sqrt(variance / same.size()) : Double.NaN;
          points.add(new Point(concurrency, mean(same), error, same.size()));
        });
    return new Points(points, known ? Noise.POOLED : Noise.UNKNOWN, known ? freedom : 0);
  }

  private static double mean(List<Measured> same) {
    return same.stream().mapToDouble(Measured::throughput).average().orElseThrow();
  }

  /** Returns how many levels of concurrency there are. */
  public int size() {
    return points.size();
  }

  double[] concurrencies() {
    return points.stream().mapToDouble(Point::concurrency).toArray();
  }

  double[] throughputs() {
    return points.stream().mapToDouble(Point::throughput).toArray();
  }

  double[] standardErrors() {
    return points.stream().mapToDouble(Point::standardError).toArray();
  }

  /**
   * Returns the weights of least squares: inverse variances, or how often a level was measured if
   * its variance is not known; scaled so that their mean is 1.
   */
  double[] weights() {
    double[] weights = new double[size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      Point point = points.get(i);
      weights[i] =
          noise == Noise.UNKNOWN
              ? point.measurements()
              : 1 / (point.standardError() * point.standardError());
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= weights.length / sum;
    }
    return weights;
  }
}
