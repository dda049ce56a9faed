package io.stormdb.progressive.maths;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The curve that conclusions are drawn from, and how it would have come out with other noise.
 *
 * <p>It is the Universal Scalability Law, of four levels or more, if χ² does not reject it at 1 %,
 * or if it misses the levels by no more than the tolerance (root of the mean square, relative):
 * good enough for a question that is asked to that tolerance. Errors then grow by √(χ²/ν). If
 * neither is so but it would be without one level in between, and that level is far from the law of
 * the others (externally studentised residual, t test at 1 % divided by the number of levels; R. D.
 * Cook and S. Weisberg, "Residuals and Influence in Regression", 1982, section 2.2), that level is
 * left out. Otherwise it is a {@link UnimodalCurve}.
 *
 * @param levels without what was left out
 * @param curve that fits best
 * @param scale by which errors are larger than those of the levels, at least 1
 */
record CurveChoice(Levels levels, ThroughputCurve curve, double scale) {

  private static final int FEWEST_FOR_LAW = UslCurve.PARAMETERS + 1;
  private static final int FEWEST_FOR_OUTLIER = UslCurve.PARAMETERS + 3;
  private static final double REJECTED = 0.01;

  /**
   * Returns the curve.
   *
   * @param levels at least two, with errors that are known
   */
  static CurveChoice of(Levels levels, double tolerance) {
    Optional<Levels> rest = withoutOutlier(levels, tolerance);
    if (rest.isPresent()) {
      return new CurveChoice(rest.get(), UslCurve.fit(rest.get().used()), birge(rest.get()));
    }
    if (isLaw(levels, tolerance)) {
      return new CurveChoice(levels, UslCurve.fit(levels.used()), birge(levels));
    }
    UnimodalCurve curve = unimodal(levels, levels.values(Measured::throughput));
    int freedom = levels.used().size() - curve.distinctValues();
    double birge = freedom == 0 ? 1 : Math.sqrt(curve.misfit(levels.used()) / freedom);
    return new CurveChoice(levels, curve, Math.max(1, birge));
  }

  boolean isLaw() {
    return curve instanceof UslCurve;
  }

  /** Returns the curve fitted to what would have been measured with other noise. */
  ThroughputCurve resampled(RandomGenerator random) {
    double[] x = new double[levels.used().size()];
    for (int i = 0; i < x.length; i++) {
      Measured level = levels.used().get(i);
      double expected = curve.at(level.concurrency());
      double drawn = expected + scale * level.standardError() * random.nextGaussian();
      x[i] = Math.max(drawn, expected * 1e-3); // throughput is positive, however large the error
    }
    return isLaw()
        ? UslCurve.fit(
            levels.values(Measured::concurrency), x, levels.values(Measured::standardError))
        : unimodal(levels, x);
  }

  private static UnimodalCurve unimodal(Levels levels, double[] x) {
    return UnimodalCurve.fit(
        levels.values(Measured::concurrency), x, levels.values(Measured::standardError));
  }

  private static boolean isLaw(Levels levels, double tolerance) {
    List<Measured> used = levels.used();
    if (used.size() < FEWEST_FOR_LAW) {
      return false;
    }
    UslCurve law = UslCurve.fit(used);
    double farthest = 0;
    for (Measured level : used) {
      double apart = level.throughput() / law.at(level.concurrency()) - 1;
      farthest = Math.max(farthest, Math.abs(apart));
    }
    int freedom = used.size() - UslCurve.PARAMETERS;
    double p =
        1 - new ChiSquaredDistribution(null, freedom).cumulativeProbability(law.misfit(used));
    return p >= REJECTED || farthest <= tolerance;
  }

  private static double birge(Levels levels) {
    int freedom = levels.used().size() - UslCurve.PARAMETERS;
    double misfit = UslCurve.fit(levels.used()).misfit(levels.used());
    return Math.sqrt(Math.max(1, misfit / freedom));
  }

  private static Optional<Levels> withoutOutlier(Levels levels, double tolerance) {
    List<Measured> used = levels.used();
    boolean isSuspect = levels.errors() == ErrorSource.SCATTER || !isLaw(levels, tolerance);
    if (!isSuspect || used.size() < FEWEST_FOR_OUTLIER) {
      return Optional.empty();
    }
    Levels best = levels;
    double least = Double.POSITIVE_INFINITY;
    double probability = 1;
    // at the ends the law of the others is extrapolated, which proves nothing against a level
    for (int i = 1; i + 1 < used.size(); i++) {
      Measured level = used.get(i);
      List<Measured> others = used.stream().filter(l -> !l.equals(level)).toList();
      UslCurve law = UslCurve.fit(others);
      double misfit = law.misfit(others);
      if (misfit < least) {
        least = misfit;
        int freedom = others.size() - UslCurve.PARAMETERS;
        double variance = misfit / freedom;
        double scale =
            Math.sqrt(levels.errors() == ErrorSource.SCATTER ? variance : Math.max(1, variance));
        double expected = law.at(level.concurrency());
        double t = (level.throughput() - expected) / (scale * level.standardError());
        probability = 2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(t));
        best =
            levels.without(
                level,
                String.format(
                    Locale.ROOT,
                    "%s transactions a second, where the other levels say about %s",
                    Phrases.number(level.throughput()),
                    Phrases.number(expected)));
      }
    }
    return probability < REJECTED / used.size() && isLaw(best, tolerance)
        ? Optional.of(best)
        : Optional.empty();
  }
}
