package io.stormdb.progressive;

import io.stormdb.api.Pause;
import io.stormdb.progressive.maths.AnalysisOptions;
import io.stormdb.progressive.maths.Bottleneck;
import io.stormdb.progressive.maths.Evidence;
import io.stormdb.progressive.maths.LatencyBound;
import io.stormdb.progressive.maths.Recommendation;
import io.stormdb.progressive.maths.ScalingAnalysis;
import io.stormdb.progressive.maths.SloStep;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What follows from a study. Immutable.
 *
 * @param analysis of the levels; empty if rates were searched instead
 * @param search what came of the search for the highest rate; empty if there was none, or if it has
 *     not ended
 */
public record Conclusions(Optional<ScalingAnalysis> analysis, Optional<SloStep.Ended> search) {

  /** Names under which an observer of bands says what sessions did inside of transactions. */
  public static final String CPU_SHARE = "session_share_cpu";

  /** The share of sessions' time waiting for locks, 0 to 1. */
  public static final String LOCK_SHARE = "session_share_lock";

  /** The share of sessions' time waiting for files, 0 to 1. */
  public static final String IO_SHARE = "session_share_io";

  /** The share of sessions' time waiting for the load driver, 0 to 1. */
  public static final String CLIENT_SHARE = "session_share_client";

  /**
   * Stands between one of these shares and an event that is part of it, as in {@code
   * session_share_lock/Lock:transactionid}.
   */
  public static final String EVENT = "/";

  /** How many processors the machine of the server has, or its container may use. */
  public static final String PROCESSORS = "processors";

  /** The share of their time in which they worked for anybody, 0 to 1. */
  public static final String PROCESSORS_BUSY = "processors_busy_share";

  /** The share in which they had nothing to do while somebody waited for a disk, 0 to 1. */
  public static final String PROCESSORS_WAITING = "processors_disk_wait_share";

  /** Whether the load driver's own work is in these shares: 1 if it is, 0 if it is not. */
  public static final String DRIVER_INCLUDED = "processors_include_driver";

  /** How much of the peak may be given up for less load. */
  static final double TOLERANCE = 0.03;

  /** Returns what follows from what was measured; the same for the same study. */
  public static Conclusions of(StudyResult study) {
    StudyPlan plan = study.plan();
    if (plan.strategy() instanceof FindMax strategy) {
      return new Conclusions(
          Optional.empty(),
          new FindMaxCourse(strategy).step(study.bands()) instanceof SloStep.Ended ended
              ? Optional.of(ended)
              : Optional.empty());
    }
    return new Conclusions(
        Optional.of(ScalingAnalysis.of(study.measured(), options(study))), Optional.empty());
  }

  private static AnalysisOptions options(StudyResult study) {
    StudyPlan plan = study.plan();
    AnalysisOptions usual = AnalysisOptions.usual(plan.load().seed());
    AnalysisOptions options =
        (plan.strategy().isOnlyConnections()
                ? usual.ofConnections(plan.strategy().largest().workers())
                : usual)
            .withThinkSeconds(thinkSeconds(plan))
            .withEvidence(evidence(study.bands()))
            .withLimits(limits(study));
    return plan.stop()
        .latency()
        .flatMap(Conclusions::bound)
        .map(options::withBound)
        .orElse(options);
  }

  private static Optional<LatencyBound> bound(io.stormdb.core.LatencyBound bound) {
    double seconds = bound.limit().toNanos() / 1e9;
    if (bound.percentile() == 95) {
      return Optional.of(new LatencyBound(LatencyBound.Percentile.P95, seconds));
    }
    return bound.percentile() == 99
        ? Optional.of(new LatencyBound(LatencyBound.Percentile.P99, seconds))
        : Optional.empty();
  }

  /**
   * Returns how long a worker is told to wait between transactions, on average, in seconds; 0 if
   * that is left to the workload.
   */
  public static double thinkSeconds(StudyPlan plan) {
    return plan.load().thinkTime().map(Conclusions::meanSeconds).orElse(0.0);
  }

  private static double meanSeconds(Pause pause) {
    double nanos =
        pause instanceof Pause.Constant constant
            ? constant.length().toNanos()
            : pause instanceof Pause.Uniform uniform
                ? (uniform.from().toNanos() + (double) uniform.to().toNanos()) / 2
                : pause instanceof Pause.Exponential cut
                    ? cut.mean().toNanos() * (1 - Math.exp(-cut.cut()))
                    : 0;
    return nanos / 1e9;
  }

  /** Returns what limits each level; of one that was measured again, the band with the most TPS. */
  private static SortedMap<Double, Bottleneck> limits(StudyResult study) {
    SortedMap<Double, Bottleneck> limits = new TreeMap<>();
    study.usable().stream()
        .sorted(Comparator.comparingDouble(band -> band.figures().orElseThrow().tps()))
        .forEach(band -> limits.put((double) study.number(band), bottleneck(band)));
    return limits;
  }

  /** Returns what is known of why the band with the most TPS had not more. */
  public static Evidence evidence(List<BandResult> bands) {
    return bands.stream()
        .filter(BandResult::isUsable)
        .max(Comparator.comparingDouble(band -> band.figures().orElseThrow().tps()))
        .map(BandEvidence::of)
        .orElse(Evidence.NONE);
  }

  /** Returns what limited a band, as far as it is known. */
  public static Bottleneck bottleneck(BandResult band) {
    return Bottleneck.of(band.figures().isEmpty() ? Evidence.NONE : BandEvidence.of(band));
  }

  /** Returns the answer in one sentence. */
  public String sentence() {
    return analysis
        .map(found -> found.recommendation().sentence())
        .or(() -> search.map(SloStep.Ended::sentence))
        .orElse("the search for the highest rate has not ended");
  }

  /**
   * Returns the band that is recommended, if it was measured, or that with the most TPS; of a
   * search, the last one at the rate that was found to be sustainable.
   *
   * @param study what all this follows from
   */
  public Optional<BandResult> optimal(StudyResult study) {
    return analysis.isPresent()
        ? analysis
            .get()
            .recommendation()
            .range()
            .flatMap(range -> least(study, range))
            .or(study::best)
        : search.flatMap(
            found ->
                study.usable().stream()
                    .filter(
                        band ->
                            band.level()
                                .rate()
                                .filter(rate -> found.isSustainable(rate.perSecond()))
                                .isPresent())
                    .reduce((earlier, later) -> later));
  }

  private static Optional<BandResult> least(StudyResult study, Recommendation.Range range) {
    return study.usable().stream()
        .filter(band -> study.number(band) >= range.from() && study.number(band) <= range.to())
        .min(Comparator.comparingInt(study::number));
  }

  /** Returns levels whose measurement would tell more. */
  public List<Integer> worthMeasuring() {
    return analysis.map(found -> found.recommendation().tryLevels()).orElse(List.of());
  }
}
