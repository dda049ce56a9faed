package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.metrics.Latencies;
import java.util.LinkedHashMap;
import java.util.Map;

/** Latencies as JSON: everything in milliseconds. */
final class LatencyJson {

  /** In per cent, by key. */
  static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();

  static {
    PERCENTILES.put("p50", 50.0);
    PERCENTILES.put("p75", 75.0);
    PERCENTILES.put("p90", 90.0);
    PERCENTILES.put("p95", 95.0);
    PERCENTILES.put("p99", 99.0);
    PERCENTILES.put("p999", 99.9);
    PERCENTILES.put("p9999", 99.99);
  }

  private LatencyJson() {}

  static ObjectNode of(Latencies latencies) {
    ObjectNode json = JsonValues.object();
    json.put("count", latencies.count());
    json.set("average_ms", JsonValues.millis(latencies.mean()));
    json.set("standard_deviation_ms", JsonValues.millis(latencies.standardDeviation()));
    json.set("min_ms", JsonValues.millis(latencies.min()));
    json.set("max_ms", JsonValues.millis(latencies.max()));
    ObjectNode percentiles = json.putObject("percentiles");
    PERCENTILES.forEach(
        (name, percentile) ->
            percentiles.set(name, JsonValues.millis(latencies.percentile(percentile))));
    return json;
  }
}
