package io.stormdb.report;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ClientUse;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the load driver was itself the bottleneck. */
final class ClientText {

  private ClientText() {}

  /** Returns the block; blank when nothing was measured. */
  static String of(RunResult result) {
    return result.client().map(ClientText::block).orElse("");
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

  private static String block(ClientHealth health) {
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
            .value(
                "Waits of the Server for the Client",
                "not visible: StormDB does not sample what the server waits for");
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
