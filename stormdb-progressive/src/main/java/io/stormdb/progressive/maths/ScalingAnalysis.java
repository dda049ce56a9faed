package io.stormdb.progressive.maths;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.Well19937c;

/**
 * What measured levels say of how a server scales. Immutable.
 *
 * @param levels those that were used, one for each concurrency, ascending, with the standard errors
 *     that were used (NaN if unknown)
 * @param leftOut those that were not, and why
 * @param errors where the standard errors are from
 * @param models curves fitted to the bands at these levels, with the share of evidence of each
 * @param derivatives how throughput changes from level to level, and where that turns
 * @param regions from the lowest to the highest level; empty if there are fewer than two, or their
 *     errors are not known
 * @param optima levels that are best in one sense each, those that exist
 * @param queueing the levels compared with a queue; empty if there are fewer than three, if they
 *     are not of workers, or if Little's law does not account for the workers
 * @param little Little's law at each level whose mean time is known
 * @param bottleneck what limits throughput
 * @param recommendation what to do
 */
public record ScalingAnalysis(
    List<Measured> levels,
    List<LeftOut> leftOut,
    ErrorSource errors,
    ModelSelection models,
    Derivatives derivatives,
    List<Region> regions,
    List<Optimum> optima,
    Optional<Queueing> queueing,
    List<LittleCheck> little,
    Bottleneck bottleneck,
    Recommendation recommendation) {

  /** Keeps copies. */
  public ScalingAnalysis {
    levels = List.copyOf(levels);
    leftOut = List.copyOf(leftOut);
    regions = List.copyOf(regions);
    optima = List.copyOf(optima);
    little = List.copyOf(little);
  }

  /**
   * Returns what the levels say. The same for the same numbers and seed.
   *
   * @param measured in any order; a level may appear more than once, and failed ones may have a
   *     throughput of 0
   */
  public static ScalingAnalysis of(List<Measured> measured, AnalysisOptions options) {
    Basis basis = Basis.of(measured, options);
    Levels levels = basis.levels();
    Points points = Points.of(bands(measured, levels, options));
    return new ScalingAnalysis(
        levels.used(),
        levels.leftOut(),
        levels.errors(),
        ModelSelection.of(
            points, new BootstrapPlan(options.samples(), options.confidence(), options.seed())),
        Derivatives.of(points, options.confidence()),
        basis.regions(),
        Optima.of(levels, basis.curve(), options, new Well19937c(options.seed())),
        options.workers().isPresent()
            ? Optional.empty()
            : QueueFit.of(levels.used(), options.thinkSeconds(), options.confidence()),
        levels.used().stream().flatMap(level -> LittleCheck.of(level, options).stream()).toList(),
        Bottleneck.of(options.evidence()),
        basis.recommendation(options));
  }

  /** Returns the bands behind the levels that are used. */
  private static List<Measured> bands(
      List<Measured> measured, Levels levels, AnalysisOptions options) {
    return measured.stream()
        .filter(band -> Levels.isUsable(band, options.largestErrorShare()))
        .filter(band -> levels.isMeasured(band.concurrency()))
        .toList();
  }

  /** What a recommendation needs. */
  record Basis(Levels levels, Optional<CurveChoice> curve, List<Region> regions) {

    static Basis of(List<Measured> measured, AnalysisOptions options) {
      Levels all = Levels.of(measured, options.largestErrorShare());
      Optional<CurveChoice> curve =
          all.used().size() >= 2 && all.isErrorKnown()
              ? Optional.of(CurveChoice.of(all, options.tolerance()))
              : Optional.empty();
      Levels levels = curve.map(CurveChoice::levels).orElse(all);
      return new Basis(
          levels,
          curve,
          levels.isErrorKnown() ? Regions.of(levels.used(), options.confidence()) : List.of());
    }

    Recommendation recommendation(AnalysisOptions options) {
      return Advice.of(
          levels,
          curve,
          regions,
          Bottleneck.of(options.evidence()),
          options,
          new Well19937c(options.seed()));
    }
  }

  /** Returns the optimum of a kind, empty if there is none. */
  public Optional<Optimum> optimum(Optimum.Kind kind) {
    return optima.stream().filter(optimum -> optimum.kind() == kind).findFirst();
  }
}
