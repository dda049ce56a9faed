package io.stormdb.progressive.maths;

import java.util.List;

/**
 * The Universal Scalability Law X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), for the thousands of fits
 * of a bootstrap.
 *
 * <p>N/X = a + b(N − 1) + cN(N − 1) is linear in a = 1/λ, b = σ/λ and c = κ/λ (N. J. Gunther,
 * "Guerrilla Capacity Planning", 2007, section 5.2), so that weighted least squares have a closed
 * solution. With the weights Xf³/(N·error)², f being the curve of the step before, a curve that
 * does not change any more is where Σ((X − f)/error)² is least: its gradient is that of the linear
 * problem (iteratively reweighted least squares; P. J. Green, Journal of the Royal Statistical
 * Society B 46, 1984). So this is the same fit as that of {@link Usl} by Levenberg and Marquardt,
 * as a test shows, without its starts, its covariance and its fit without bounds, and some hundred
 * times as fast. b and c are not less than 0; of the four ways of having some of them 0 the best is
 * taken. In one thing it is wider: b may be greater than a, which is σ greater than 1, so that
 * throughput which falls from the first level on has a curve.
 *
 * @param a seconds, positive
 * @param b seconds, not negative
 * @param c seconds, not negative
 */
record UslCurve(double a, double b, double c) implements ThroughputCurve {

  static final int PARAMETERS = 3;

  private static final int MOST_STEPS = 50;

  /** A step that gains less than this share brings nothing that counts. */
  private static final double CONVERGED = 1e-13;

  @Override
  public double at(double n) {
    return n / (a + b * (n - 1) + c * n * (n - 1));
  }

  /** Returns N* = √((1 − σ)/κ) = √((a − b)/c): infinite if c is 0, 0 if more is always worse. */
  double peak() {
    return b >= a ? 0 : Math.sqrt((a - b) / c);
  }

  @Override
  public double peak(double low, double high) {
    return Math.min(Math.max(peak(), low), high);
  }

  /**
   * Returns the curve that fits best.
   *
   * @param levels at least one, each with a throughput and an error
   */
  static UslCurve fit(List<Measured> levels) {
    int n = levels.size();
    double[] x = new double[n];
    double[] y = new double[n];
    double[] error = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = levels.get(i).concurrency();
      y[i] = levels.get(i).throughput();
      error[i] = levels.get(i).standardError();
    }
    return fit(x, y, error);
  }

  /**
   * Returns the curve that fits best.
   *
   * @param n concurrency
   * @param x throughput, positive
   * @param error its standard error, positive
   */
  static UslCurve fit(double[] n, double[] x, double[] error) {
    double[] fitted = x.clone();
    UslCurve best = linear(n, x, error, fitted);
    double least = best.misfit(n, x, error);
    for (int step = 0; step < MOST_STEPS; step++) {
      for (int i = 0; i < n.length; i++) {
        fitted[i] = best.at(n[i]);
      }
      UslCurve next = linear(n, x, error, fitted);
      double misfit = next.misfit(n, x, error);
      if (!(misfit < least)) {
        break;
      }
      boolean isThere = misfit > least * (1 - CONVERGED);
      best = next;
      least = misfit;
      if (isThere) {
        break;
      }
    }
    return best;
  }

  private double misfit(double[] n, double[] x, double[] error) {
    double sum = 0;
    for (int i = 0; i < n.length; i++) {
      double apart = (x[i] - at(n[i])) / error[i];
      sum += apart * apart;
    }
    return sum;
  }

  /** Fits the linear form with weights by the throughput {@code fitted} before. */
  private static UslCurve linear(double[] n, double[] x, double[] error, double[] fitted) {
    double[][] s = new double[3][3];
    double[] t = new double[3];
    for (int i = 0; i < n.length; i++) {
      double root = Math.sqrt(x[i] * fitted[i]) * fitted[i] / (n[i] * error[i]);
      double[] row = {root, root * (n[i] - 1), root * n[i] * (n[i] - 1)};
      for (int j = 0; j < 3; j++) {
        t[j] += row[j] * root * n[i] / x[i];
        for (int k = 0; k < 3; k++) {
          s[j][k] += row[j] * row[k];
        }
      }
    }
    // what the sum of squares loses by each solution, which is least for the best: t · solution
    double[] best = {t[0] / s[0][0], 0, 0};
    double gained = t[0] * best[0];
    for (int mask = 1; mask < 4; mask++) {
      double[] solution = solved(s, t, (mask & 1) != 0, (mask & 2) != 0);
      double gain = t[0] * solution[0] + t[1] * solution[1] + t[2] * solution[2];
      boolean possible = solution[0] > 0 && solution[1] >= 0 && solution[2] >= 0;
      if (possible && gain > gained) {
        best = solution;
        gained = gain;
      }
    }
    return new UslCurve(best[0], best[1], best[2]);
  }

  /** Solves the normal equations with a and what is asked for; all NaN if they are singular. */
  private static double[] solved(double[][] s, double[] t, boolean withB, boolean withC) {
    int[] index = withB && withC ? new int[] {0, 1, 2} : new int[] {0, withB ? 1 : 2};
    int m = index.length;
    // scaled to a diagonal of 1, because columns differ by N²
    double[][] matrix = new double[m][m + 1];
    double[] scale = new double[m];
    for (int i = 0; i < m; i++) {
      scale[i] = Math.sqrt(s[index[i]][index[i]]);
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        matrix[i][j] = s[index[i]][index[j]] / (scale[i] * scale[j]);
      }
      matrix[i][m] = t[index[i]] / scale[i];
    }
    for (int i = 0; i < m; i++) { // positive definite: no pivots are needed
      if (!(matrix[i][i] > 1e-12)) {
        return new double[] {Double.NaN, Double.NaN, Double.NaN};
      }
      for (int j = i + 1; j < m; j++) {
        double factor = matrix[j][i] / matrix[i][i];
        for (int k = i; k <= m; k++) {
          matrix[j][k] -= factor * matrix[i][k];
        }
      }
    }
    double[] result = new double[3];
    for (int i = m - 1; i >= 0; i--) {
      double value = matrix[i][m];
      for (int j = i + 1; j < m; j++) {
        value -= matrix[i][j] * result[index[j]] * scale[j];
      }
      result[index[i]] = value / matrix[i][i] / scale[i];
    }
    return result;
  }
}
