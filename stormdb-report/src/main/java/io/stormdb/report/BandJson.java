package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.progressive.BandFigures;
import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.StudyResult;
import io.stormdb.progressive.maths.Bottleneck;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A band as JSON: figures for readers in {@code performance}, and what they are computed from in
 * {@code measurement}, which is enough to compute them again.
 *
 * @param study that it belongs to
 */
record BandJson(StudyResult study) {

  ObjectNode of(BandResult band) {
    ObjectNode json = JsonValues.object();
    json.put("band_id", band.number());
    json.put("repeat", band.repeat());
    json.put("workers", band.level().workers());
    json.put("connections", band.level().connections());
    json.set(
        "rate_per_second",
        JsonValues.optional(band.level().rate(), rate -> DoubleNode.valueOf(rate.perSecond())));
    json.put("status", band.status().name().toLowerCase(Locale.ROOT));
    json.put("reason", band.reason().isBlank() ? null : band.reason());
    json.put("start_time", band.started().toString());
    json.set("took_ms", JsonValues.millis(band.took()));
    json.set("notes", JudgedJson.texts(band.notes()));
    json.set("performance", JsonValues.optional(band.figures(), all -> performance(band, all)));
    json.set("measurement", JsonValues.optional(band.figures(), BandJson::measurement));
    return json;
  }

  private ObjectNode performance(BandResult band, BandFigures all) {
    ObjectNode json = JsonValues.object();
    json.set("total_tps", JsonValues.decimal(all.tps()));
    json.set("tps_range", range(all.tpsRange()));
    json.set("total_qps", JsonValues.decimal(all.qps()));
    json.set("qps_range", range(all.qpsRange()));
    json.set("std_dev_tps", JsonValues.decimal(all.tpsDeviation()));
    json.set("coefficient_of_variation", JsonValues.decimal(all.tpsVariation()));
    json.set("latency", LatencyJson.of(all.latencies()));
    json.set("failed_latency", LatencyJson.of(all.failedLatencies()));
    json.set(
        "service",
        JsonValues.optional(all.openLoop(), loop -> LatencyJson.of(loop.serviceTimes())));
    json.set("connection_wait", LatencyJson.of(all.connectionWaits()));
    json.put("total_errors", all.counts().failed());
    json.set("error_rate", JsonValues.percent(all.counts().failed(), all.counts().total()));
    json.set("tps_per_worker", number(band.tpsPerWorker()));
    json.set("tps_per_connection", number(band.tpsPerConnection()));
    json.set("worker_efficiency", JsonValues.decimal(study.workerEfficiency(band)));
    json.set("connection_efficiency", JsonValues.decimal(study.connectionEfficiency(band)));
    json.set("connection_util", number(band.connectionUse()));
    Bottleneck bottleneck = Conclusions.bottleneck(band);
    ObjectNode limit = json.putObject("bottleneck");
    limit.put("type", bottleneck.kind().name().toLowerCase(Locale.ROOT));
    limit.set("evidence", JudgedJson.texts(bottleneck.evidence()));
    json.set(
        "littles_law",
        JsonValues.optional(
            band.littlesLaw(),
            law -> {
              ObjectNode one = JsonValues.object();
              one.set("workers", JsonValues.decimal(law.workers()));
              one.set("in_progress", JsonValues.decimal(law.accountedFor()));
              one.set("missing_share", JsonValues.decimal(law.missingShare()));
              return one;
            }));
    return json;
  }

  private static JsonNode number(Optional<Double> value) {
    return JsonValues.optional(value, JsonValues::decimal);
  }

  private static JsonNode range(Optional<BatchMeans> range) {
    return JsonValues.optional(
        range,
        one -> {
          ObjectNode json = JsonValues.object();
          json.set("low", JsonValues.decimal(one.interval().low()));
          json.set("high", JsonValues.decimal(one.interval().high()));
          json.put("confidence", one.interval().confidence());
          json.put("batches", one.batches());
          json.put("trusted", one.trusted());
          return json;
        });
  }

  private static ObjectNode measurement(BandFigures all) {
    ObjectNode json = JsonValues.object();
    json.set("warmup_ms", JsonValues.millis(all.warmup()));
    json.set("measured_ms", JsonValues.millis(all.measured()));
    json.put("committed", all.counts().committed());
    json.put("rolled_back", all.counts().rolledBack());
    json.put("failed", all.counts().failed());
    json.put("retries", all.counts().retries());
    json.put("statements", all.statements());
    json.put("latency_histogram", all.latencies().encoded());
    json.put("failed_latency_histogram", all.failedLatencies().encoded());
    json.put("connection_wait_histogram", all.connectionWaits().encoded());
    json.put("connections_opened", all.opened());
    Optional<ConnectionFigures.Pool> pool = all.pool();
    json.set("pool", JsonValues.optional(pool, BandJson::pool));
    json.set("intervals", intervals(all));
    ArrayNode errors = json.putArray("errors");
    for (RunResult.ErrorClass error : all.errors()) {
      errors
          .addObject()
          .put("class", error.name())
          .put("sqlstate", error.sqlState())
          .put("transactions", error.transactions())
          .put("retried", error.retried())
          .put("sample", error.sample());
    }
    json.set(
        "open_loop",
        JsonValues.optional(
            all.openLoop(),
            loop ->
                JsonValues.object()
                    .put("due", loop.due())
                    .put("unissued", loop.unissued())
                    .put("service_histogram", loop.serviceTimes().encoded())));
    json.set(
        "client",
        JsonValues.optional(
            all.client(),
            client -> {
              ObjectNode one = JsonValues.object();
              one.put("grade", client.grade().name());
              one.put("reason", client.reason());
              one.set("processors_used", JsonValues.decimal(client.processorsUsed()));
              return one;
            }));
    ObjectNode server = json.putObject("server");
    new TreeMap<>(all.server()).forEach(server::put);
    return json;
  }

  private static ObjectNode pool(ConnectionFigures.Pool pool) {
    ObjectNode json = JsonValues.object();
    json.put("size", pool.size());
    json.set("busy_ms", JsonValues.millis(pool.busy()));
    return json;
  }

  /** A list for each figure, so that hundreds of intervals stay readable. */
  private static ObjectNode intervals(BandFigures all) {
    ObjectNode json = JsonValues.object();
    ArrayNode lengths = json.putArray("length_ms");
    ArrayNode successful = json.putArray("successful");
    ArrayNode failed = json.putArray("failed");
    ArrayNode statements = json.putArray("statements");
    for (BandFigures.Interval one : all.intervals()) {
      lengths.add(JsonValues.millis(one.length()));
      successful.add(one.successful());
      failed.add(one.failed());
      statements.add(one.statements());
    }
    return json;
  }

  static ArrayNode all(StudyResult study) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    BandJson one = new BandJson(study);
    study.bands().forEach(band -> json.add(one.of(band)));
    return json;
  }
}
