package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;

/** How long transactions took. */
final class LatencyText {

  private LatencyText() {}

  static String of(RunResult result) {
    Latencies latencies = result.latencies();
    Latencies failed = result.failedLatencies();
    Block block =
        new Block("Latency Distribution:")
            .value("Average Latency", Numbers.latency(latencies.mean()));
    for (double percentile : result.plan().latencyDetail().percentiles()) {
      block.value(
          "P" + Numbers.plain(percentile), Numbers.latency(latencies.percentile(percentile)));
    }
    block.value("Max", Numbers.latency(latencies.max()));
    if (failed.count() > 0) {
      block.value(
          "Failed Transactions (not in the above)",
          "P50 %s, P95 %s, P99 %s, Max %s"
              .formatted(
                  Numbers.latency(failed.percentile(50)),
                  Numbers.latency(failed.percentile(95)),
                  Numbers.latency(failed.percentile(99)),
                  Numbers.latency(failed.max())));
    }
    block.text(
        result.openLoop().isPresent()
            ? "Response time from the moment when a transaction was meant to start, waiting for a"
                + " worker included, to the end of its last try."
            : "%s to the end of the last. The loop is closed: a stall delays the load, so queueing stays hidden."
                .formatted(
                    result.plan().connections().mode().waits()
                        ? "Response time from the start, waiting for a connection included,"
                        : "Service time from the start of the first try"));
    return block.toString();
  }
}
