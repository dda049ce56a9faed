package io.stormdb.report;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ClientUse;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.WaitActivity;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the load driver was itself the bottleneck. */
final class ClientText {

  private ClientText() {}

  /** Returns the block; blank when nothing was measured. */
  static String of(RunResult result, Optional<ServerStatistics> statistics) {
    return result.client().map(health -> block(health, waits(statistics))).orElse("");
  }

  /** Returns what marks a number that is the driver's; blank when it is the server's. */
  static String mark(RunResult result) {
    return isBottleneck(result) ? " (limited by the client; see Client Health)" : "";
  }

  static boolean isBottleneck(RunResult result) {
    return result.client().map(ClientHealth::isBottleneck).orElse(false);
  }

  /** Returns a warning if the driver was the bottleneck. */
  static Optional<String> warning(ClientHealth health) {
    return health.isBottleneck()
        ? Optional.of(
            "WARNING: the numbers are those of the client (grade D): "
                + Block.oneLine(health.reason()))
        : Optional.empty();
  }

  private static String waits(Optional<ServerStatistics> statistics) {
    if (statistics.isEmpty()) {
      return "not visible: nobody looked (see --collect-pg-stats)";
    }
    Observed<WaitActivity> waits = statistics.get().waits();
    return waits
        .find()
        .map(
            seen ->
                "%s of %s"
                    .formatted(
                        Numbers.percent(seen.forClient(), seen.observations(), 1),
                        Numbers.count(seen.observations(), "observation", "observations")))
        .orElseGet(() -> "not visible: " + waits.whyMissing().orElseThrow());
  }

  private static String block(ClientHealth health, String waits) {
    ClientUse use = health.use();
    Block block =
        new Block("Client Health: " + health.grade())
            .value("Reason", health.reason())
            .value(
                "CPU",
                "%s of %s; the whole machine %s"
                    .formatted(
                        share(use.share()),
                        Numbers.count(use.processors(), "processor", "processors"),
                        share(use.machine())))
            .value(
                "GC Pauses",
                use.pauses() == 0
                    ? "0"
                    : "%s, %s in all, longest %s"
                        .formatted(
                            Numbers.count(use.pauses()),
                            Numbers.latency(use.paused()),
                            Numbers.latency(use.longestPause())))
            .value("Wake-Up Delay", late(use.lag()))
            .value("Server Waits for the Client", waits);
    if (use.wakeUps().count() > 0) {
      block.value("Wake-Up Delay of Free Workers", late(use.wakeUps()));
    }
    return block.toString();
  }

  private static String late(Latencies late) {
    return "P50 %s, P99 %s, Max %s"
        .formatted(
            Numbers.latency(late.percentile(50)),
            Numbers.latency(late.percentile(99)),
            Numbers.latency(late.max()));
  }

  private static String share(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble())
        : Numbers.NO_DATA;
  }
}
