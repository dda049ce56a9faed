package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * Spends a number of bands where they tell most of the optimum: the fewest workers whose throughput
 * is within the tolerance of the peak. Immutable.
 *
 * <p>It begins with the lowest and the highest level. From then on it looks at the optimum as
 * estimated from all levels so far. If that is from the Universal Scalability Law and no level near
 * it was measured, it is measured. Otherwise the wider gap (as a factor) beside the level that is
 * nearest to it is halved, while one is wider than a factor of 1.25, and then the optimum is
 * measured unless a level near it was. The gap below goes down to the number of workers that would
 * be needed if each did as much as at the lowest level, because fewer cannot be enough. When
 * nothing can hide in a gap any longer, the level is measured that is expected to lower the
 * variance of the estimate most: Cov(n, X(N))² / (Var X(N) + error²), n and X(N) of curves fitted
 * to what other noise would have given (the linear Bayes rule for a single further observation; K.
 * Chaloner and I. Verdinelli, "Bayesian experimental design: a review", Statistical Science 10,
 * 1995). A level may be measured again.
 *
 * @param least the lowest level, at least 1
 * @param most the highest, greater than {@code least}
 * @param bands how many are measured, at least 4
 * @param tolerance how much of the peak may be given up for fewer workers, greater than 0, less
 *     than 1
 * @param seed of what is drawn
 */
public record AdaptiveChooser(int least, int most, int bands, double tolerance, long seed)
    implements Chooser {

  private static final int CURVES = 200;
  private static final int CANDIDATES = 200;

  /** Neighbouring levels this near (a factor of 1.25) leave nothing to hide between them. */
  private static final double NEAR = Math.log(1.25);

  private static final double LARGEST_ERROR_SHARE = 0.05;

  /** Until the noise is known. */
  private static final double ASSUMED_RELATIVE_ERROR = 0.05;

  /** Checks the numbers. */
  public AdaptiveChooser {
    Rules.atLeast(1, least, "lowest level");
    Rules.atLeast(least + 1, most, "highest level");
    Rules.atLeast(4, bands, "bands");
    Rules.within(tolerance, "tolerance");
  }

  @Override
  public OptionalInt next(List<Measured> measured) {
    if (measured.size() >= bands) {
      return OptionalInt.empty();
    }
    for (int end : new int[] {least, most}) {
      if (measured.stream().noneMatch(level -> level.concurrency() == end)) {
        return OptionalInt.of(end);
      }
    }
    return OptionalInt.of(refining(measured));
  }

  private int refining(List<Measured> measured) {
    Levels levels = withErrors(Levels.of(measured, LARGEST_ERROR_SHARE));
    if (levels.used().size() < 2) {
      return inside(Math.rint(Math.sqrt(least * lowestFailure(levels, least))));
    }
    CurveChoice choice = CurveChoice.of(levels, tolerance);
    double share = 1 - tolerance;
    double low = levels.first().concurrency();
    double high = levels.last().concurrency();
    double estimate = choice.curve().fewest(low, high, share);
    OptionalInt gap = between(levels, choice, estimate);
    if (gap.isPresent()) {
      return gap.getAsInt();
    }
    RandomGenerator random = new Well19937c(seed);
    List<ThroughputCurve> curves = new ArrayList<>();
    double[] optimum = new double[CURVES];
    for (int i = 0; i < CURVES; i++) {
      curves.add(choice.resampled(random));
      optimum[i] = Math.log(curves.get(i).fewest(low, high, share));
    }
    double relative =
        levels.used().stream()
            .mapToDouble(level -> level.standardError() / level.throughput())
            .average()
            .orElseThrow();
    int best = least;
    double most = -1;
    for (int candidate : geometric(CANDIDATES)) {
      if (candidate < low || candidate > high) {
        continue;
      }
      double[] throughput = curves.stream().mapToDouble(c -> c.at(candidate)).toArray();
      double covariance = new Covariance().covariance(optimum, throughput);
      double error = relative * choice.scale() * choice.curve().at(candidate);
      double gain = covariance * covariance / (new Variance().evaluate(throughput) + error * error);
      if (gain > most) {
        most = gain;
        best = candidate;
      }
    }
    return best;
  }

  /** Returns where the estimate hangs on a gap between levels, empty if they are near enough. */
  private OptionalInt between(Levels levels, CurveChoice choice, double estimate) {
    double[] n = levels.values(Measured::concurrency);
    int nearest = 0;
    for (int i = 1; i < n.length; i++) {
      boolean nearer =
          Math.abs(Math.log(n[i] / estimate)) < Math.abs(Math.log(n[nearest] / estimate));
      nearest = nearer ? i : nearest;
    }
    boolean isFar = Math.abs(Math.log(n[nearest] / estimate)) > NEAR / 2;
    OptionalInt there = isFar ? OptionalInt.of(inside(Math.ceil(estimate))) : OptionalInt.empty();
    if (choice.isLaw() && isFar) {
      return there;
    }
    double bound = leastPossible(levels);
    double below = nearest == 0 ? n[0] : Math.min(Math.max(n[nearest - 1], bound), n[nearest]);
    double above = nearest == n.length - 1 ? lowestFailure(levels, n[nearest]) : n[nearest + 1];
    double left = Math.log(n[nearest] / below);
    double right = Math.log(above / n[nearest]);
    if (Math.max(left, right) <= NEAR) {
      return there;
    }
    double other = left >= right ? below : above;
    int middle = inside(Math.rint(Math.sqrt(n[nearest] * other)));
    // of a few whole numbers, the middle may be an end
    return Arrays.stream(n).anyMatch(level -> level == middle) ? there : OptionalInt.of(middle);
  }

  /** Returns the lowest level above {@code n} that failed, {@code n} if there is none. */
  private static double lowestFailure(Levels levels, double n) {
    return levels.leftOut().stream()
        .mapToDouble(left -> left.level().concurrency())
        .filter(level -> level > n)
        .min()
        .orElse(n);
  }

  /**
   * Returns how many workers would do what is enough if each did as much as at the lowest level.
   */
  private double leastPossible(Levels levels) {
    double most = Arrays.stream(levels.values(Measured::throughput)).max().orElseThrow();
    return (1 - tolerance) * most * levels.first().concurrency() / levels.first().throughput();
  }

  private static Levels withErrors(Levels levels) {
    if (levels.isErrorKnown()) {
      return levels;
    }
    return new Levels(
        levels.used().stream()
            .map(l -> Levels.withError(l, ASSUMED_RELATIVE_ERROR * l.throughput()))
            .toList(),
        levels.leftOut(),
        levels.errors());
  }

  private int inside(double level) {
    return (int) Math.min(Math.max(level, least), most);
  }

  /** Returns so many levels from the lowest to the highest, fewer if they are not so far apart. */
  private List<Integer> geometric(int count) {
    List<Integer> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int level = (int) Math.round(least * Math.pow((double) most / least, i / (count - 1.0)));
      if (levels.isEmpty() || level > levels.get(levels.size() - 1)) {
        levels.add(level);
      }
    }
    return levels;
  }
}
