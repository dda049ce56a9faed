package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.ConnectionFigures.Half;
import io.stormdb.core.Connections;
import io.stormdb.core.ModeComparison;
import io.stormdb.core.Pooler;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.statistics.BlockBootstrap;

/** How workers were to come by connections, and how they did, as JSON. */
final class ConnectionsJson {

  private ConnectionsJson() {}

  static ObjectNode asked(Connections connections) {
    ObjectNode json = JsonValues.object();
    json.put("mode", connections.mode().text());
    json.set("connection_timeout_ms", JsonValues.millis(connections.timeout()));
    json.set("query_timeout_ms", JsonValues.millis(connections.queryTimeout()));
    json.put("read_write_split", connections.readWriteSplit());
    json.put("driver", connections.driver().text());
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
    json.set("setup", SetupReport.json(figures.setup()));
    json.set(
        "comparison",
        JsonValues.optional(figures.comparison(), comparison -> comparison(result, comparison)));
    json.set("servers", SplitReport.servers(result, figures.servers()));
    json.set(
        "read_write_split",
        JsonValues.optional(figures.split(), split -> SplitReport.json(result, split)));
    json.put("pooler", figures.pooler() == Pooler.NONE ? null : figures.pooler().text());
    json.put("driver", figures.direct() ? "direct" : "jdbc");
    return json;
  }

  static ObjectNode pool(RunResult result, ConnectionFigures.Pool pool) {
    ObjectNode json = JsonValues.object();
    json.put("size", pool.size());
    json.set("busy_ms", JsonValues.millis(pool.busy()));
    json.set(
        "utilisation_percent",
        JsonValues.percent(
            Numbers.micros(pool.busy()), Numbers.micros(result.measured()) * pool.size()));
    return json;
  }

  private static ObjectNode comparison(RunResult result, ModeComparison comparison) {
    ObjectNode json = JsonValues.object();
    json.put("intervals", comparison.intervals());
    json.set(
        "latency_difference_ms",
        JsonValues.optional(comparison.latencyNanos(), range -> range(range, 1e-6)));
    json.set(
        "throughput_share", JsonValues.optional(comparison.throughput(), range -> range(range, 1)));
    json.put("conclusion", ComparisonText.of(result).orElseThrow());
    return json;
  }

  private static ObjectNode range(BlockBootstrap.Range range, double factor) {
    ObjectNode json = JsonValues.object();
    json.set("estimate", JsonValues.decimal(range.interval().estimate() * factor));
    json.set("low", JsonValues.decimal(range.interval().low() * factor));
    json.set("high", JsonValues.decimal(range.interval().high() * factor));
    json.put("confidence", range.interval().confidence());
    json.put("block_length", range.blockLength());
    json.put("trusted", range.trusted());
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
    json.set("tps", JsonValues.rate(half.tps(result.measured())));
    json.set("latency", LatencyJson.of(half.latencies()));
    json.set("service_time", LatencyJson.of(half.serviceTimes()));
    return json;
  }
}
