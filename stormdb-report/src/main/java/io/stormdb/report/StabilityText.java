package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.Stopping;
import io.stormdb.core.Until;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.SteadyState;
import java.util.Locale;

/** How far the throughput can be trusted. */
final class StabilityText {

  private static final String TOO_NARROW =
      "; too narrow, because intervals depend on those before them: measure longer";

  private StabilityText() {}

  /** Returns the block, or a blank text if the load was meant to change or nothing was measured. */
  static String of(RunResult result) {
    return result.measured().isZero()
        ? ""
        : Stability.of(result).map(stability -> block(stability, result)).orElse("");
  }

  private static String block(Stability stability, RunResult result) {
    Block block =
        new Block("Stability:")
            .value(
                "TPS Range",
                stability
                    .tps()
                    .map(StabilityText::range)
                    .orElse(Numbers.NO_DATA + tooFew(BatchMeans.FEWEST, stability)));
    result
        .latencyRanges()
        .ifPresentOrElse(
            ranges ->
                block
                    .value("Average Latency Range", range(ranges.mean()))
                    .value("P50 Range", range(ranges.p50()))
                    .value("P95 Range", range(ranges.p95()))
                    .value("P99 Range", range(ranges.p99())),
            () ->
                block.value(
                    "Latency Ranges",
                    Numbers.NO_DATA
                        + " (%s intervals are needed)"
                            .formatted(Numbers.count(BlockBootstrap.FEWEST))));
    block.value("Steady State", steady(stability));
    result
        .plan()
        .until()
        .flatMap(until -> result.stopping().map(stopping -> stopped(until, stopping)))
        .ifPresent(text -> block.value("Precision", text));
    return block.toString();
  }

  private static String range(BlockBootstrap.Range range) {
    ConfidenceInterval interval = range.interval();
    return String.format(
        Locale.ROOT,
        "%s to %s with %.0f %% confidence (blocks of %s)%s",
        Numbers.latency(Numbers.nanos(interval.low())),
        Numbers.latency(Numbers.nanos(interval.high())),
        interval.confidence() * 100,
        Numbers.count(range.blockLength(), "interval", "intervals"),
        range.trusted() ? "" : TOO_NARROW);
  }

  private static String stopped(Until until, Stopping stopping) {
    return stopping
        .reached()
        .map(
            interval ->
                String.format(
                    Locale.ROOT,
                    "reached: TPS is %s to %s with %.1f %% confidence, at look %d",
                    Numbers.rate(interval.low()),
                    Numbers.rate(interval.high()),
                    interval.confidence() * 100,
                    stopping.looks()))
        .orElse(
            "not reached: TPS was not known to within %s %% when the run ended (%s)"
                .formatted(
                    Numbers.plain(until.percent()),
                    Numbers.count(stopping.looks(), "look", "looks")));
  }

  private static String range(BatchMeans means) {
    ConfidenceInterval interval = means.interval();
    return String.format(
        Locale.ROOT,
        "%s to %s with %.0f %% confidence (%d batches of %s)%s",
        Numbers.rate(interval.low()),
        Numbers.rate(interval.high()),
        interval.confidence() * 100,
        means.batches(),
        Numbers.count(means.intervalsPerBatch(), "interval", "intervals"),
        means.trusted() ? "" : TOO_NARROW);
  }

  private static String steady(Stability stability) {
    SteadyState steady = stability.steady();
    if (steady instanceof SteadyState.After) {
      return "after "
          + Numbers.span(stability.suggestedWarmup().orElseThrow())
          + "; make the warm-up longer by that";
    }
    if (steady instanceof SteadyState.FromTheStart) {
      return "from the start";
    }
    return steady instanceof SteadyState.NotSteady
        ? "not reached: TPS did not settle in the first half; measure longer"
        : "cannot be told" + tooFew(SteadyState.FEWEST, stability);
  }

  private static String tooFew(int fewest, Stability stability) {
    return " (%s whole intervals are needed, there were %s)"
        .formatted(Numbers.count(fewest), Numbers.count(stability.intervals()));
  }
}
