package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.util.Optional;

/** How the timetable of an open loop was kept, and what the server alone took. */
final class OpenLoopText {

  private OpenLoopText() {}

  /** Returns the block, or a blank text for a closed loop. */
  static String of(RunResult result) {
    return result.openLoop().map(loop -> block(result, loop)).orElse("");
  }

  private static String block(RunResult result, RunResult.OpenLoop loop) {
    Latencies service = result.serviceTimes();
    Latencies delays = loop.startDelays();
    Block block =
        new Block("Open Loop:")
            .value(
                "Asked Rate",
                "%s/s (%s due)"
                    .formatted(
                        Numbers.rate(loop.due(), result.measured()), Numbers.count(loop.due())))
            .value(
                "Achieved Rate",
                "%s/s (%s started)"
                    .formatted(
                        Numbers.rate(loop.due() - loop.unissued(), result.measured()),
                        Numbers.count(loop.due() - loop.unissued())))
            .value(
                "Not Started",
                loop.unissued() == 0
                    ? "0"
                    : "%s (%s)"
                        .formatted(
                            Numbers.count(loop.unissued()),
                            Numbers.percent(loop.unissued(), loop.due(), 2)))
            .value("Start Delay", distribution(delays))
            .value("Service Time", distribution(service));
    if (isNothingStarted(loop)) {
      block.text(
          result.plan().warmup().isZero()
              ? "None of them was started: no worker was free until the end."
              : "None of them was started: until the end, workers were busy with what had been due in"
                  + " the warm-up. A lower rate, more workers or a shorter warm-up leave them time.");
    } else if (loop.unissued() > 0) {
      block.text(
          "Transactions that were due and found no free worker until the end are in no latency:"
              + " the response times above are too good.");
    }
    return block.toString();
  }

  /** Returns what a reader of the figures must know before. */
  static Optional<String> warning(RunResult result) {
    return result
        .openLoop()
        .filter(OpenLoopText::isNothingStarted)
        .map(
            loop ->
                "WARNING: nothing was measured: none of %s transactions that were due was started; see"
                        .formatted(Numbers.count(loop.due()))
                    + " Open Loop");
  }

  private static boolean isNothingStarted(RunResult.OpenLoop loop) {
    return loop.due() > 0 && loop.due() == loop.unissued();
  }

  private static String distribution(Latencies latencies) {
    return "P50 %s, P95 %s, P99 %s, Max %s"
        .formatted(
            Numbers.latency(latencies.percentile(50)),
            Numbers.latency(latencies.percentile(95)),
            Numbers.latency(latencies.percentile(99)),
            Numbers.latency(latencies.max()));
  }
}
