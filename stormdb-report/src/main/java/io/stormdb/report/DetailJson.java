package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ClientUse;
import io.stormdb.core.Details.MeasureSlice;
import io.stormdb.core.Details.OfStatement;
import io.stormdb.core.Details.OfWorker;
import io.stormdb.core.Details.Piece;
import io.stormdb.core.Details.Slice;
import io.stormdb.core.Details.StatementSlice;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Values;
import io.stormdb.pgstats.ServerStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The client, measures, workers, statements, and more of intervals, as JSON. */
final class DetailJson {

  private DetailJson() {}

  static JsonNode client(RunResult result, Optional<ServerStatistics> statistics) {
    return JsonValues.optional(
        result.client(),
        health -> {
          ClientUse use = health.use();
          ObjectNode json = JsonValues.object();
          json.put("grade", health.grade().name());
          json.put("reason", health.reason());
          json.set("watched_ms", JsonValues.millis(use.watched()));
          json.put("processors", use.processors());
          json.set("cpu_ms", JsonValues.millis(use.cpu()));
          json.set("cpu_share", JsonValues.decimal(use.share()));
          json.set("machine_share", JsonValues.decimal(use.machine()));
          json.put("gc_pauses", use.pauses());
          json.set("gc_paused_ms", JsonValues.millis(use.paused()));
          json.set("gc_longest_pause_ms", JsonValues.millis(use.longestPause()));
          json.set("wake_up_delay", LatencyJson.of(use.lag()));
          json.set("worker_wake_up_delay", LatencyJson.of(use.wakeUps()));
          json.set("server_waits_percent", serverWaits(statistics));
          return json;
        });
  }

  /** How often the sessions of the load waited for the client, if somebody looked. */
  private static JsonNode serverWaits(Optional<ServerStatistics> statistics) {
    return JsonValues.optional(
        statistics.flatMap(seen -> seen.waits().find()),
        waits -> JsonValues.percent(waits.forClient(), waits.observations()));
  }

  static ObjectNode measures(RunResult result) {
    ObjectNode json = JsonValues.object();
    new TreeMap<>(result.measures())
        .forEach(
            (name, measured) -> {
              Values values = measured.values();
              ObjectNode one = json.putObject(name);
              one.put("unit", measured.unit().isBlank() ? null : measured.unit());
              one.put("count", values.count());
              one.set("sum", JsonValues.decimal(values.sum()));
              one.set("mean", JsonValues.decimal(values.mean()));
              one.set("min", JsonValues.decimal(values.min()));
              one.set("max", JsonValues.decimal(values.max()));
              ObjectNode percentiles = one.putObject("percentiles");
              LatencyJson.PERCENTILES.forEach(
                  (key, percentile) ->
                      percentiles.set(key, JsonValues.decimal(values.percentile(percentile))));
            });
    return json;
  }

  static ArrayNode workers(RunResult result) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (OfWorker worker : result.details().workers()) {
      ObjectNode one = json.addObject().put("name", worker.name());
      counts(one, worker.counts());
      one.set("tps", JsonValues.rate(worker.tps(result.measured())));
      one.set("connected_ms", JsonValues.millis(worker.connected()));
      one.set("latency", LatencyJson.of(worker.latencies()));
    }
    return json;
  }

  static ArrayNode statements(RunResult result) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (OfStatement statement : result.details().statements()) {
      ObjectNode one = json.addObject().put("name", statement.name());
      one.put("kind", statement.kind().name().toLowerCase(Locale.ROOT));
      one.put("errors", statement.errors());
      one.put("rows", statement.rows());
      one.set("total_ms", JsonValues.millis(statement.totalTime()));
      one.set("latency", LatencyJson.of(statement.latencies()));
    }
    return json;
  }

  /** Adds what is known of an interval beyond the totals. */
  static void addTo(ObjectNode interval, RunResult result, int index) {
    if (index >= result.details().intervals().size()) {
      return;
    }
    Duration length = result.intervals().get(index).length();
    Piece piece = result.details().intervals().get(index);
    ArrayNode types = interval.putArray("transactions");
    for (int type = 0; type < piece.types().size(); type++) {
      String name = result.transactions().get(type).name();
      add(types.addObject().put("name", name), piece.types().get(type), length);
    }
    ArrayNode workers = interval.putArray("workers");
    for (int worker = 0; worker < piece.workers().size(); worker++) {
      String name = result.details().workers().get(worker).name();
      add(workers.addObject().put("name", name), piece.workers().get(worker), length);
    }
    ArrayNode statements = interval.putArray("statements");
    piece.statements().forEach(slice -> statements.add(statement(slice)));
    ArrayNode measures = interval.putArray("measures");
    piece.measures().forEach(slice -> measures.add(measure(slice)));
    ObjectNode counters = interval.putObject("counters");
    ObjectNode rates = interval.putObject("counters_per_second");
    new TreeMap<>(piece.counters())
        .forEach(
            (name, count) -> {
              counters.put(name, count);
              rates.set(name, JsonValues.decimal(count / (length.toNanos() / 1e9)));
            });
  }

  private static void add(ObjectNode json, Slice slice, Duration length) {
    counts(json, slice.counts());
    json.set("tps", JsonValues.rate(slice.counts().successful(), length));
    json.set("p50_ms", JsonValues.millis(slice.p50()));
    json.set("p95_ms", JsonValues.millis(slice.p95()));
    json.set("p99_ms", JsonValues.millis(slice.p99()));
    json.set("max_ms", JsonValues.millis(slice.max()));
  }

  private static ObjectNode measure(MeasureSlice slice) {
    ObjectNode json = JsonValues.object().put("name", slice.name());
    json.put("count", slice.count());
    json.set("sum", JsonValues.decimal(slice.sum()));
    json.set("mean", JsonValues.decimal(slice.mean()));
    json.set("min", JsonValues.decimal(slice.min()));
    json.set("p50", JsonValues.decimal(slice.p50()));
    json.set("p95", JsonValues.decimal(slice.p95()));
    json.set("p99", JsonValues.decimal(slice.p99()));
    json.set("max", JsonValues.decimal(slice.max()));
    return json;
  }

  private static ObjectNode statement(StatementSlice slice) {
    ObjectNode json = JsonValues.object().put("name", slice.name());
    json.put("errors", slice.errors());
    json.put("rows", slice.rows());
    json.set("times", JsonValues.optional(slice.times(), MeasuredJson::spread));
    return json;
  }

  private static void counts(ObjectNode json, Counts counts) {
    json.put("committed", counts.committed());
    json.put("rolled_back", counts.rolledBack());
    json.put("failed", counts.failed());
    json.put("retries", counts.retries());
  }
}
