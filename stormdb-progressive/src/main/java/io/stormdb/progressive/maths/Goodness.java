package io.stormdb.progressive.maths;

import java.util.OptionalDouble;

/**
 * How near a curve comes to the points. Symbols: n points, p parameters, S the weighted sum of
 * squared residuals, T that of the differences from the weighted mean.
 *
 * @param rSquared 1 − S/T; empty if all throughputs are equal. Not a share for curves without a
 *     constant term: it is negative where the mean is nearer
 * @param adjustedRSquared 1 − (S/(n − p)) / (T/(n − 1)); empty like {@code rSquared}
 * @param aicc Akaike's criterion with the correction for few points, n ln(S/n) + 2k + 2k(k + 1)/(n
 *     − k − 1), where k = p + 1 counts the variance too (K. P. Burnham and D. R. Anderson, "Model
 *     Selection and Multimodel Inference", 2nd edition 2002, sections 2.2 and 2.4); empty if n &lt;
 *     p + 3. Only differences between models of the same points mean anything
 * @param rmse root of the mean squared residual, transactions a second, without weights
 */
public record Goodness(
    OptionalDouble rSquared, OptionalDouble adjustedRSquared, OptionalDouble aicc, double rmse) {

  /** Residuals below this share of the largest throughput are rounding, not differences. */
  private static final double ROUNDING = 1e-12;

  static Goodness of(double[] observed, double[] residuals, double[] weights, int parameters) {
    int n = observed.length;
    double s = 0;
    double plain = 0;
    double sum = 0;
    double weightSum = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      s += weights[i] * residuals[i] * residuals[i];
      plain += residuals[i] * residuals[i];
      sum += weights[i] * observed[i];
      weightSum += weights[i];
      largest = Math.max(largest, Math.abs(observed[i]));
    }
    double mean = sum / weightSum;
    double t = 0;
    for (int i = 0; i < n; i++) {
      t += weights[i] * (observed[i] - mean) * (observed[i] - mean);
    }
    double least = n * Math.pow(ROUNDING * largest, 2);
    boolean varies = t > least;
    OptionalDouble r = varies ? OptionalDouble.of(1 - s / t) : OptionalDouble.empty();
    OptionalDouble adjusted =
        varies
            ? OptionalDouble.of(1 - s / (n - parameters) / (t / (n - 1)))
            : OptionalDouble.empty();
    int k = parameters + 1;
    OptionalDouble aicc =
        n - k - 1 > 0
            ? OptionalDouble.of(
                n * Math.log(Math.max(s, least) / n) + 2 * k + 2.0 * k * (k + 1) / (n - k - 1))
            : OptionalDouble.empty();
    return new Goodness(r, adjusted, aicc, Math.sqrt(plain / n));
  }

  /** Returns how many points Akaike's criterion needs. */
  static int pointsForAicc(int parameters) {
    return parameters + 3;
  }
}
