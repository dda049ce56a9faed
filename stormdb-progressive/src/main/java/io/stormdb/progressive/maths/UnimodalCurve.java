package io.stormdb.progressive.maths;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;

/**
 * The curve that assumes least: rising to one peak and not after it, smooth between levels.
 *
 * <p>Unimodal regression: for each level as the peak, isotonic regression by pooling adjacent
 * violators up to it and, the other way round, from it; the best is taken (M. Frisén, "Unimodal
 * regression", The Statistician 35, 1986). On a plateau it averages noise instead of taking the
 * highest value for the peak. Between five levels or more it is an Akima spline over ln n, which
 * hardly overshoots where a plateau begins and lets a peak lie between two levels (H. Akima, "A new
 * method of interpolation and smooth curve fitting based on local procedures", Journal of the ACM
 * 17, 1970); between fewer it is straight.
 */
final class UnimodalCurve implements ThroughputCurve {

  private static final int FEWEST_FOR_SPLINE = 5;
  private static final int STEPS = 128;

  private final double[] n;
  private final double[] x;
  private final double last;
  private final UnivariateFunction between;

  private UnimodalCurve(double[] n, double[] x) {
    this.n = n;
    this.x = x;
    double[] logarithms = Arrays.stream(n).map(Math::log).toArray();
    this.last = logarithms[n.length - 1];
    this.between =
        n.length == 1
            ? any -> x[0]
            : n.length < FEWEST_FOR_SPLINE
                ? new LinearInterpolator().interpolate(logarithms, x)
                : new AkimaSplineInterpolator().interpolate(logarithms, x);
  }

  /**
   * Returns the curve that fits best.
   *
   * @param n concurrency, ascending
   * @param x throughput
   * @param error its standard error, positive
   */
  static UnimodalCurve fit(double[] n, double[] x, double[] error) {
    double[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int mode = 0; mode < n.length; mode++) {
      double[] fitted = new double[n.length];
      pool(x, error, fitted, 0, mode + 1, 1);
      pool(x, error, fitted, n.length - 1, n.length - mode - 1, -1);
      double misfit = 0;
      for (int i = 0; i < n.length; i++) {
        misfit += Math.pow((x[i] - fitted[i]) / error[i], 2);
      }
      // the second of two equal ones is the higher level
      if (misfit < least) {
        least = misfit;
        best = fitted;
      }
    }
    return new UnimodalCurve(n.clone(), best);
  }

  /** Fits values that do not fall, from {@code first} in steps of {@code step}. */
  private static void pool(
      double[] x, double[] error, double[] fitted, int first, int count, int step) {
    double[] mean = new double[count];
    double[] weight = new double[count];
    int[] size = new int[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      int at = first + i * step;
      mean[blocks] = x[at];
      weight[blocks] = 1 / (error[at] * error[at]);
      size[blocks] = 1;
      blocks++;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        int a = blocks - 2;
        int b = blocks - 1;
        mean[a] = (mean[a] * weight[a] + mean[b] * weight[b]) / (weight[a] + weight[b]);
        weight[a] += weight[b];
        size[a] += size[b];
        blocks--;
      }
    }
    int at = first;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < size[block]; i++) {
        fitted[at] = mean[block];
        at += step;
      }
    }
  }

  /** Returns how many values the fit has: levels less those that were pooled. */
  int distinctValues() {
    return (int) Arrays.stream(x).distinct().count();
  }

  @Override
  public double at(double concurrency) {
    double inside = Math.min(Math.max(concurrency, n[0]), n[n.length - 1]);
    return between.value(Math.min(Math.max(Math.log(inside), Math.log(n[0])), last));
  }

  @Override
  public double peak(double low, double high) {
    int mode = 0;
    for (int i = 1; i < n.length; i++) {
      mode = x[i] > x[mode] ? i : mode;
    }
    double from = Math.min(Math.max(n[Math.max(0, mode - 1)], low), high);
    double to = Math.min(Math.max(n[Math.min(n.length - 1, mode + 1)], low), high);
    double best = from;
    for (int i = 1; i <= STEPS; i++) {
      double level = from * Math.pow(to / from, (double) i / STEPS);
      best = at(level) > at(best) * (1 + 1e-12) ? level : best;
    }
    return best;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Below the first level that does enough, it is half way between where the spline does and
   * where the straight line does: a curve that rises ever less is not below that line.
   */
  @Override
  public double fewest(double low, double high, double share) {
    double spline = ThroughputCurve.super.fewest(low, high, share);
    double enough = share * at(peak(low, high));
    for (int i = 1; i < n.length; i++) {
      if (n[i] > low && n[i] <= high && x[i] >= enough) {
        if (x[i - 1] >= enough) {
          return spline;
        }
        double chord = (enough - x[i - 1]) / (x[i] - x[i - 1]);
        double straight = n[i - 1] + chord * (n[i] - n[i - 1]);
        return Math.max((spline + straight) / 2, low);
      }
    }
    return spline;
  }
}
