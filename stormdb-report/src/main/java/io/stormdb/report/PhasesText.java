package io.stormdb.report;

import io.stormdb.core.Phase;
import io.stormdb.core.Rate;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;

/** What happened in each phase: transactions belong to the one in which they ended. */
final class PhasesText {

  private PhasesText() {}

  /** Returns the block, or a blank text if the load was never meant to change. */
  static String of(RunResult result) {
    if (result.phases().isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .number("Phase")
            .text("Load")
            .number("Length")
            .number("Count")
            .number("TPS")
            .number("Failed")
            .number("P50")
            .number("P95")
            .number("P99")
            .number("Max");
    int number = 0;
    for (RunResult.PhaseTotals phase : result.phases()) {
      Latencies latencies = phase.latencies();
      table.row(
          Integer.toString(++number),
          load(phase.phase()),
          Numbers.span(phase.length()),
          Numbers.count(phase.counts().total()),
          Numbers.rate(phase.counts().successful(), phase.length()),
          Numbers.count(phase.counts().failed()),
          Numbers.latency(latencies.percentile(50)),
          Numbers.latency(latencies.percentile(95)),
          Numbers.latency(latencies.percentile(99)),
          Numbers.latency(latencies.max()));
    }
    return new Block("Phases:").table(table).toString();
  }

  private static String load(Phase phase) {
    String load =
        phase.workers().isPresent()
            ? Numbers.count(phase.workers().getAsInt(), "worker", "workers")
            : phase.rate().map(Rate::toString).orElse("as planned");
    return phase.ramp().isZero() ? load : "to " + load + " within " + Numbers.span(phase.ramp());
  }
}
