package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.SteadyState;
import java.util.Optional;

/** How far the throughput can be trusted, as JSON. */
final class StabilityJson {

  private StabilityJson() {}

  /** Returns {@code null} as JSON if the load was meant to change. */
  static JsonNode of(RunResult result) {
    return JsonValues.optional(Stability.of(result), StabilityJson::tree);
  }

  private static ObjectNode tree(Stability stability) {
    ObjectNode json = JsonValues.object();
    json.put("intervals", stability.intervals());
    json.set("tps_range", JsonValues.optional(stability.tps(), StabilityJson::range));
    json.put("steady_state", name(stability.steady()));
    json.set("suggested_warmup_ms", JsonValues.millis(stability.suggestedWarmup()));
    return json;
  }

  private static ObjectNode range(BatchMeans means) {
    ObjectNode json = JsonValues.object();
    json.set("low", JsonValues.rate(Optional.of(means.interval().low())));
    json.set("high", JsonValues.rate(Optional.of(means.interval().high())));
    json.put("confidence", means.interval().confidence());
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
