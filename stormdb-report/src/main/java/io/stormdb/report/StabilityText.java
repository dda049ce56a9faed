package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.SteadyState;
import java.util.Locale;

/** How far the throughput can be trusted. */
final class StabilityText {

  private StabilityText() {}

  /** Returns the block, or a blank text if the load was meant to change or nothing was measured. */
  static String of(RunResult result) {
    return result.measured().isZero()
        ? ""
        : Stability.of(result).map(StabilityText::block).orElse("");
  }

  private static String block(Stability stability) {
    return new Block("Stability:")
        .value(
            "TPS Range",
            stability
                .tps()
                .map(StabilityText::range)
                .orElse(Numbers.NO_DATA + tooFew(BatchMeans.FEWEST, stability)))
        .value("Steady State", steady(stability))
        .toString();
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
        means.trusted()
            ? ""
            : "; too narrow, because intervals depend on those before them: measure longer");
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
