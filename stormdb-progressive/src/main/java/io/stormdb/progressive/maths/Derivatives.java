package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * First and second discrete derivatives of throughput by concurrency, on levels at unequal
 * distances, and what of their turns is more than noise.
 *
 * <p>The derivatives are those of the parabola through three neighbouring points (Lagrange: A. K.
 * Singh and B. S. Bhadauria, "Finite difference formulae for unequal sub-intervals using Lagrange's
 * interpolation formula", International Journal of Mathematical Analysis 3, 2009): exact for a
 * parabola, one-sided at both ends for the first, and only between for the second. With h₁ and h₂
 * the distances to the level before and after,
 *
 * <pre>
 * f′ = −h₂/(h₁(h₁+h₂)) X₋ + (h₂−h₁)/(h₁h₂) X + h₁/(h₂(h₁+h₂)) X₊
 * f″ = 2/(h₁(h₁+h₂)) X₋ − 2/(h₁h₂) X + 2/(h₂(h₁+h₂)) X₊
 * </pre>
 *
 * <p>They are sums of independent points, so the variance is the sum of squared factors times
 * squared standard errors. Each second derivative is tested against 0, two-sided: with the normal
 * distribution if the standard errors were measured, with Student's t if they come from repeated
 * levels. Holm's procedure keeps the risk that any of these is taken for real although it is noise.
 *
 * @param first at each level
 * @param second at each level but the ends
 * @param inflections in ascending order: where two significant second derivatives of opposite sign
 *     follow each other, whatever lies between them; and, not significant, where neighbouring
 *     second derivatives change sign elsewhere
 */
public record Derivatives(
    List<Derivative> first, List<Derivative> second, List<Inflection> inflections) {

  /** Fewer points have no second derivative. */
  private static final int FEWEST = 3;

  /** Keeps copies. */
  public Derivatives {
    first = List.copyOf(first);
    second = List.copyOf(second);
    inflections = List.copyOf(inflections);
  }

  /**
   * Returns the derivatives; none at all if there are fewer than three points.
   *
   * @param confidence that no inflection is called significant which is noise, greater than 0 and
   *     less than 1
   */
  public static Derivatives of(Points points, double confidence) {
    Rules.within(confidence, "confidence");
    List<Derivative> first = new ArrayList<>();
    List<Derivative> second = new ArrayList<>();
    int n = points.size();
    if (n >= FEWEST) {
      for (int i = 0; i < n; i++) {
        int middle = Math.min(Math.max(i, 1), n - 2);
        first.add(derivative(points, middle, i, Derivatives::firstFactors));
      }
      for (int i = 1; i < n - 1; i++) {
        second.add(
            derivative(
                points, i, i, (before, at, after, where) -> secondFactors(before, at, after)));
      }
    }
    return new Derivatives(first, second, inflections(points, second, 1 - confidence));
  }

  private interface Factors {
    double[] of(double before, double at, double after, double where);
  }

  private static double[] firstFactors(double a, double b, double c, double x) {
    return new double[] {
      (2 * x - b - c) / ((a - b) * (a - c)),
      (2 * x - a - c) / ((b - a) * (b - c)),
      (2 * x - a - b) / ((c - a) * (c - b))
    };
  }

  private static double[] secondFactors(double a, double b, double c) {
    return new double[] {2 / ((a - b) * (a - c)), 2 / ((b - a) * (b - c)), 2 / ((c - a) * (c - b))};
  }

  private static Derivative derivative(Points points, int middle, int where, Factors factors) {
    List<Points.Point> three = points.points().subList(middle - 1, middle + 2);
    double x = points.points().get(where).concurrency();
    double[] factor =
        factors.of(
            three.get(0).concurrency(), three.get(1).concurrency(), three.get(2).concurrency(), x);
    double value = 0;
    double variance = 0;
    for (int k = 0; k < FEWEST; k++) {
      value += factor[k] * three.get(k).throughput();
      variance += Math.pow(factor[k] * three.get(k).standardError(), 2);
    }
    OptionalDouble error =
        Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance));
    return new Derivative(x, value, error);
  }

  private static List<Inflection> inflections(Points points, List<Derivative> second, double risk) {
    double[] pValues = pValues(points, second);
    boolean[] told =
        points.noise() == Noise.UNKNOWN ? new boolean[second.size()] : Holm.rejected(pValues, risk);
    List<Inflection> found = new ArrayList<>();
    int last = -1; // the last second derivative that was told from 0
    for (int i = 0; i < second.size(); i++) {
      if (told[i] && last >= 0 && opposite(second.get(last), second.get(i))) {
        double low = second.get(last).concurrency();
        found.removeIf(doubtful -> doubtful.low() >= low); // the same turn, seen less clearly
        found.add(between(points, second, pValues, last, i, true));
      } else if (i > 0 && opposite(second.get(i - 1), second.get(i))) {
        found.add(between(points, second, pValues, i - 1, i, false));
      }
      last = told[i] ? i : last;
    }
    return found;
  }

  private static boolean opposite(Derivative one, Derivative other) {
    return Math.signum(one.value()) * Math.signum(other.value()) < 0;
  }

  private static Inflection between(
      Points points,
      List<Derivative> second,
      double[] pValues,
      int before,
      int after,
      boolean significant) {
    Derivative low = second.get(before);
    Derivative high = second.get(after);
    double share = low.value() / (low.value() - high.value());
    return new Inflection(
        low.concurrency(),
        high.concurrency(),
        low.concurrency() + share * (high.concurrency() - low.concurrency()),
        low.value() > 0 ? Inflection.Turn.TO_DIMINISHING : Inflection.Turn.TO_INCREASING,
        points.noise() == Noise.UNKNOWN
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.max(pValues[before], pValues[after])),
        significant);
  }

  /** Returns the two-sided p of each; 1 if the noise is not known. */
  private static double[] pValues(Points points, List<Derivative> second) {
    double freedom = points.noiseDegreesOfFreedom();
    return second.stream()
        .mapToDouble(
            each -> {
              if (each.standardError().isEmpty()) {
                return 1;
              }
              double ratio = -Math.abs(each.value()) / each.standardError().getAsDouble();
              double tail =
                  Double.isInfinite(freedom)
                      ? new NormalDistribution(null, 0, 1).cumulativeProbability(ratio)
                      : new TDistribution(null, freedom).cumulativeProbability(ratio);
              return 2 * tail;
            })
        .toArray();
  }
}
