package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.LatencyRanges;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.SteadyState;
import java.util.Optional;

/** How far the throughput can be trusted, as JSON. */
final class StabilityJson {

  private StabilityJson() {}

  /** Returns {@code null} as JSON if the load was meant to change. */
  static JsonNode of(RunResult result) {
    return JsonValues.optional(
        Stability.of(result),
        stability -> {
          ObjectNode json = tree(stability);
          json.set(
              "latency_ranges",
              JsonValues.optional(result.latencyRanges(), StabilityJson::latencyRanges));
          return json;
        });
  }

  /** Returns {@code null} as JSON if the run was not to go on until TPS is known. */
  static JsonNode stopping(RunResult result) {
    return JsonValues.optional(
        result.stopping(),
        stopping -> {
          ObjectNode json = JsonValues.object();
          json.put("reached", stopping.reached().isPresent());
          json.put("looks", stopping.looks());
          json.set("tps_range", JsonValues.optional(stopping.reached(), StabilityJson::range));
          return json;
        });
  }

  private static ObjectNode latencyRanges(LatencyRanges ranges) {
    ObjectNode json = JsonValues.object();
    json.set("average", range(ranges.mean()));
    json.set("p50", range(ranges.p50()));
    json.set("p95", range(ranges.p95()));
    json.set("p99", range(ranges.p99()));
    json.put("intervals_each", ranges.intervalsEach());
    return json;
  }

  private static ObjectNode range(BlockBootstrap.Range range) {
    ObjectNode json = JsonValues.object();
    json.set("low_ms", JsonValues.millis(Numbers.nanos(range.interval().low())));
    json.set("high_ms", JsonValues.millis(Numbers.nanos(range.interval().high())));
    json.put("confidence", range.interval().confidence());
    json.put("block_length", range.blockLength());
    json.put("trusted", range.trusted());
    return json;
  }

  private static ObjectNode range(ConfidenceInterval interval) {
    ObjectNode json = JsonValues.object();
    json.set("low", JsonValues.rate(Optional.of(interval.low())));
    json.set("high", JsonValues.rate(Optional.of(interval.high())));
    json.put("confidence", interval.confidence());
    return json;
  }

  private static ObjectNode tree(Stability stability) {
    ObjectNode json = JsonValues.object();
    json.put("intervals", stability.intervals());
    json.set("interval_ms", JsonValues.millis(stability.interval()));
    json.set("tps_range", JsonValues.optional(stability.tps(), StabilityJson::range));
    json.put("steady_state", name(stability.steady()));
    json.set("suggested_warmup_ms", JsonValues.millis(stability.suggestedWarmup()));
    return json;
  }

  private static ObjectNode range(BatchMeans means) {
    ObjectNode json = range(means.interval());
    json.put("batches", means.batches());
    json.put("intervals_per_batch", means.intervalsPerBatch());
    json.put("trusted", means.trusted());
    return json;
  }

  private static String name(SteadyState steady) {
    if (steady instanceof SteadyState.FromTheStart) {
      return "from_the_start";
    }
    if (steady instanceof SteadyState.After) {
      return "after";
    }
    return steady instanceof SteadyState.NotSteady ? "not_steady" : "too_short";
  }
}
