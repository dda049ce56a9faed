package io.stormdb.report;

import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.ConnectionFigures.Half;
import io.stormdb.core.Connections;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** How workers came by connections, and what that cost them. */
final class ConnectionsText {

  private ConnectionsText() {}

  /** Returns the block, or a blank text if each worker kept one connection. */
  static String of(RunResult result) {
    Connections.Mode mode = result.plan().connections().mode();
    if (!mode.waits()) {
      return "";
    }
    ConnectionFigures figures = result.connections();
    Block block =
        new Block("Client Connections:")
            .value("Mode", describe(result))
            .value("Opened", Numbers.count(figures.opened()))
            .value("Connection Wait", distribution(figures.waits()))
            .value("Service Time", distribution(result.serviceTimes()));
    figures
        .pool()
        .ifPresent(
            pool ->
                block.value(
                    "Pool Utilisation",
                    Numbers.percent(
                        Numbers.micros(pool.busy()),
                        Numbers.micros(result.measured()) * pool.size(),
                        1)));
    if (!figures.halves().isEmpty()) {
      block.table(table(result));
      overhead(result).ifPresent(more -> block.value("Latency Overhead", more));
      ComparisonText.of(result).ifPresent(block::text);
    }
    return block.toString();
  }

  private static String describe(RunResult result) {
    Connections.Mode mode = result.plan().connections().mode();
    if (mode instanceof Connections.Pooled pooled) {
      return "pooled, %s%s for %s"
          .formatted(
              Numbers.count(pooled.size(), "connection", "connections"),
              result.connections().split().isPresent() ? " for writes and as many for reads" : "",
              Numbers.count(result.plan().workers(), "worker", "workers"));
    }
    return result.connections().halves().isEmpty()
        ? mode.text()
        : result.connections().halves().stream()
            .map(
                half ->
                    "%s %s"
                        .formatted(
                            Numbers.count(half.workers(), "worker", "workers"), half.mode().text()))
            .collect(Collectors.joining(", ", mode.text() + ", ", ""));
  }

  private static Table table(RunResult result) {
    Table table =
        new Table()
            .text("Mode")
            .number("Workers")
            .number("TPS")
            .number("TPS per Worker")
            .number("Failed")
            .number("Average")
            .number("P50")
            .number("P95")
            .number("P99")
            .number("Opened");
    for (Half half : result.connections().halves()) {
      Latencies latencies = half.latencies();
      table.row(
          half.mode().text(),
          Numbers.count(half.workers()),
          Numbers.rate(half.tps(result.measured())),
          Numbers.rate(half.tpsPerWorker(result.measured())),
          Numbers.count(half.counts().failed()),
          Numbers.latency(latencies.mean()),
          Numbers.latency(latencies.percentile(50)),
          Numbers.latency(latencies.percentile(95)),
          Numbers.latency(latencies.percentile(99)),
          Numbers.count(half.opened()));
    }
    return table;
  }

  /** Returns how much more the second half waited, by each figure. */
  private static Optional<String> overhead(RunResult result) {
    Latencies kept = result.connections().halves().get(0).latencies();
    Latencies opened = result.connections().halves().get(1).latencies();
    return kept.count() == 0 || opened.count() == 0
        ? Optional.empty()
        : Optional.of(
            "Average %s, P50 %s, P95 %s, P99 %s"
                .formatted(
                    more(kept.mean(), opened.mean()),
                    more(kept.percentile(50), opened.percentile(50)),
                    more(kept.percentile(95), opened.percentile(95)),
                    more(kept.percentile(99), opened.percentile(99))));
  }

  private static String more(Optional<Duration> kept, Optional<Duration> opened) {
    return ComparisonText.signed((double) opened.orElseThrow().minus(kept.orElseThrow()).toNanos());
  }

  private static String distribution(Latencies latencies) {
    return "Average %s, P50 %s, P95 %s, P99 %s, Max %s"
        .formatted(
            Numbers.latency(latencies.mean()),
            Numbers.latency(latencies.percentile(50)),
            Numbers.latency(latencies.percentile(95)),
            Numbers.latency(latencies.percentile(99)),
            Numbers.latency(latencies.max()));
  }
}
