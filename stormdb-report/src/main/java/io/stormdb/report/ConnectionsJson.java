package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.ConnectionFigures.Half;
import io.stormdb.core.Connections;
import io.stormdb.core.RunResult;

/** How workers were to come by connections, and how they did, as JSON. */
final class ConnectionsJson {

  private ConnectionsJson() {}

  static ObjectNode asked(Connections connections) {
    ObjectNode json = JsonValues.object();
    json.put("mode", connections.mode().text());
    json.set("connection_timeout_ms", JsonValues.millis(connections.timeout()));
    json.set("query_timeout_ms", JsonValues.millis(connections.queryTimeout()));
    if (connections.mode() instanceof Connections.Pooled pooled) {
      ObjectNode pool = json.putObject("pool");
      pool.put("size", pooled.size());
      pool.put("max_idle_connections", pooled.idle());
      pool.set("idle_timeout_ms", JsonValues.millis(pooled.idleTimeout()));
      pool.set("max_lifetime_ms", JsonValues.millis(pooled.maxLifetime()));
    } else {
      json.set("pool", NullNode.instance);
    }
    return json;
  }

  static ObjectNode seen(RunResult result) {
    ConnectionFigures figures = result.connections();
    ObjectNode json = JsonValues.object();
    json.put("mode", result.plan().connections().mode().text());
    json.put("opened", figures.opened());
    json.set("connection_wait", LatencyJson.of(figures.waits()));
    json.set("pool", JsonValues.optional(figures.pool(), pool -> pool(result, pool)));
    ArrayNode halves = json.putArray("halves");
    figures.halves().forEach(half -> halves.add(half(result, half)));
    return json;
  }

  private static ObjectNode pool(RunResult result, ConnectionFigures.Pool pool) {
    ObjectNode json = JsonValues.object();
    json.put("size", pool.size());
    json.set("busy_ms", JsonValues.millis(pool.busy()));
    json.set(
        "utilisation_percent",
        JsonValues.percent(
            Numbers.micros(pool.busy()), Numbers.micros(result.measured()) * pool.size()));
    return json;
  }

  private static ObjectNode half(RunResult result, Half half) {
    ObjectNode json = JsonValues.object();
    json.put("mode", half.mode().text());
    json.put("workers", half.workers());
    json.put("opened", half.opened());
    json.put("committed", half.counts().committed());
    json.put("rolled_back", half.counts().rolledBack());
    json.put("failed", half.counts().failed());
    json.put("retries", half.counts().retries());
    json.set("tps_per_worker", JsonValues.rate(half.tpsPerWorker(result.measured())));
    json.set("latency", LatencyJson.of(half.latencies()));
    json.set("service_time", LatencyJson.of(half.serviceTimes()));
    return json;
  }
}
