package io.stormdb.progressive.maths;

import io.stormdb.progressive.maths.Recommendation.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/** Decides how far the levels answer the question, by the rule of {@link Recommendation}. */
final class Advice {

  private final Levels levels;
  private final AnalysisOptions options;
  private final List<Region> regions;
  private final Answers answers;

  private Advice(
      Levels levels, AnalysisOptions options, List<Region> regions, Bottleneck bottleneck) {
    this.levels = levels;
    this.options = options;
    this.regions = regions;
    this.answers = new Answers(levels, options, regions, bottleneck);
  }

  /**
   * Returns the recommendation.
   *
   * @param choice the curve; empty if there are fewer than two levels or their errors are not known
   */
  static Recommendation of(
      Levels levels,
      Optional<CurveChoice> choice,
      List<Region> regions,
      Bottleneck bottleneck,
      AnalysisOptions options,
      RandomGenerator random) {
    Advice advice = new Advice(levels, options, regions, bottleneck);
    return choice.isPresent() ? advice.from(choice.get(), random) : advice.withoutCurve();
  }

  private Recommendation withoutCurve() {
    return switch (levels.used().size()) {
      case 0 -> answers.noLevel();
      case 1 -> answers.oneLevel();
      default -> answers.unknownErrors();
    };
  }

  private Recommendation from(CurveChoice choice, RandomGenerator random) {
    List<Measured> within = withinBound();
    if (within.isEmpty()) {
      return answers.noneWithinBound();
    }
    boolean isBounded = within.size() < levels.used().size();
    if (!isBounded && isFlat()) {
      return answers.flat();
    }
    if (!isBounded && within.size() == 2) {
      return answers.ofTwo();
    }
    double high = within.get(within.size() - 1).concurrency();
    if (!isBounded && rises(choice.curve(), high)) {
      return answers.notReached();
    }
    double low = within.get(0).concurrency();
    Shown shown = shown(choice, low, high, !isBounded, random);
    boolean isHidden = Math.pow(shown.enough().high() / shown.enough().low(), 2) > high / low;
    if (within.size() > 2 && isHidden) {
      return answers.hidden(shown.enough());
    }
    boolean mayRise = shown.rising() > 1 - options.confidence();
    return answers.found(range(choice, low, high, shown), high, isBounded, mayRise);
  }

  /**
   * What can be shown of a curve.
   *
   * @param enough the fewest that do enough
   * @param stillEnough the most that do
   * @param rising share of the curves that would still rise at the highest level
   */
  private record Shown(Estimated enough, Estimated stillEnough, double rising) {}

  private Shown shown(
      CurveChoice choice, double low, double high, boolean mayRise, RandomGenerator random) {
    double share = 1 - options.tolerance();
    double[] fewest = new double[options.samples()];
    double[] most = new double[fewest.length];
    int rising = 0;
    for (int i = 0; i < fewest.length; i++) {
      ThroughputCurve other = choice.resampled(random);
      fewest[i] = other.fewest(low, high, share);
      most[i] = other.most(low, high, share);
      rising += mayRise && rises(other, high) ? 1 : 0;
    }
    return new Shown(
        Estimated.of(choice.curve().fewest(low, high, share), fewest, options.confidence()),
        Estimated.of(choice.curve().most(low, high, share), most, options.confidence()),
        rising / (double) fewest.length);
  }

  private Range range(CurveChoice choice, double low, double high, Shown shown) {
    double peak = choice.curve().peak(low, high);
    double top = choice.curve().at(peak);
    int from = Math.min(Answers.ceiling(shown.enough().high()), Answers.ceiling(peak));
    int to = Math.max(from, Answers.floor(Math.min(peak, shown.stillEnough().low())));
    double start = Math.min(from, high);
    return new Range(
        from,
        to,
        Math.min(1, choice.curve().at(start) / top),
        peak,
        top,
        shareOfP99(start, peak),
        !choice.isLaw() && levels.isMeasured(start) && levels.isMeasured(peak));
  }

  /** Returns whether twice as many would gain more than the tolerance, if the curve went on. */
  private boolean rises(ThroughputCurve curve, double high) {
    if (!(curve instanceof UslCurve)) {
      Region last = regions.get(regions.size() - 1);
      boolean isRise = last.kind() == Region.Kind.LINEAR || last.kind() == Region.Kind.DIMINISHING;
      return isRise
          && curve.peak(levels.first().concurrency(), high) >= high
          && last.gain().value() * high > options.tolerance() * curve.at(high);
    }
    return curve.at(curve.peak(high, 2 * high)) * (1 - options.tolerance()) > curve.at(high);
  }

  /** Returns whether χ² does not reject that all levels have the same throughput. */
  private boolean isFlat() {
    double mean = Levels.mean(levels.used());
    double squares = 0;
    for (Measured level : levels.used()) {
      squares += Math.pow((level.throughput() - mean) / level.standardError(), 2);
    }
    return new ChiSquaredDistribution(null, levels.used().size() - 1).cumulativeProbability(squares)
        < options.confidence();
  }

  /** Returns the levels up to which latency stays below the bound, all if there is none. */
  private List<Measured> withinBound() {
    List<Measured> within = new ArrayList<>();
    for (Measured level : levels.used()) {
      boolean isBelow =
          options.bound().isEmpty()
              || options.bound().get().percentile().of(level) < options.bound().get().seconds();
      if (!isBelow) {
        break;
      }
      within.add(level);
    }
    return within;
  }

  private OptionalDouble shareOfP99(double from, double peak) {
    double share = levels.p99(from) / levels.p99(peak);
    return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
  }
}
