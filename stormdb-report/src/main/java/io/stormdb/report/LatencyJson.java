package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.LatencyDetail;
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

  /** Returns the percentiles that are always there, and those that a plan asks for. */
  static ObjectNode of(Latencies latencies, LatencyDetail detail) {
    ObjectNode json = of(latencies);
    if (json.get("percentiles") instanceof ObjectNode percentiles) {
      for (double percentile : detail.percentiles()) {
        percentiles.set(name(percentile), JsonValues.millis(latencies.percentile(percentile)));
      }
    }
    return json;
  }

  /**
   * Returns {@code p999} for 99.9, {@code p05} for 5, {@code p005} for 0.5: no two are the same.
   */
  static String name(double percentile) {
    String[] parts = Numbers.plain(percentile).split("\\.", 2);
    String whole = parts[0].length() < 2 ? "0" + parts[0] : parts[0];
    return "p" + whole + (parts.length > 1 ? parts[1] : "");
  }

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
