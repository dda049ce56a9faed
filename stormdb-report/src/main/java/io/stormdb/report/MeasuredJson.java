package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.api.StatementKind;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.ErrorClass;
import io.stormdb.core.RunResult.Interval;
import io.stormdb.core.RunResult.PhaseTotals;
import io.stormdb.core.RunResult.Statements;
import io.stormdb.core.RunResult.Transactions;
import io.stormdb.core.Spread;
import io.stormdb.metrics.Counts;
import io.stormdb.pgstats.ServerTimeline;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What was counted and timed, as JSON. */
final class MeasuredJson {

  private final RunResult result;
  private final boolean measured;

  MeasuredJson(RunResult result) {
    this.result = result;
    this.measured = !result.measured().isZero();
  }

  ObjectNode performance() {
    Counts counts = result.counts();
    ObjectNode json = JsonValues.object();
    json.set("total_queries", JsonValues.count(result.statementCount(), measured));
    json.set("total_transactions", JsonValues.count(counts.total(), measured));
    json.set("successful", JsonValues.count(counts.successful(), measured));
    json.set("failed", JsonValues.count(counts.failed(), measured));
    json.set("success_rate", JsonValues.percent(counts.successful(), counts.total()));
    json.set("tps", JsonValues.rate(result.tps()));
    json.set("qps", JsonValues.rate(result.qps()));
    json.set("committed", JsonValues.count(counts.committed(), measured));
    json.set("rolled_back", JsonValues.count(counts.rolledBack(), measured));
    json.set("retries", JsonValues.count(counts.retries(), measured));
    json.set(
        "client_limited",
        JsonValues.optional(result.client(), health -> BooleanNode.valueOf(health.isBottleneck())));
    return json;
  }

  /** Returns failed transactions by class; two SQLSTATEs may have the same name. */
  ObjectNode errors() {
    ObjectNode json = JsonValues.object();
    for (ErrorClass error : result.errors()) {
      if (error.transactions() > 0) {
        json.put(error.name(), json.path(error.name()).asLong(0) + error.transactions());
      }
    }
    return json;
  }

  ArrayNode errorClasses() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (ErrorClass error : result.errors()) {
      json.addObject()
          .put("class", error.name())
          .put("sqlstate", error.sqlState().isBlank() ? null : error.sqlState())
          .put("transactions", error.transactions())
          .put("retried", error.retried())
          .put("sample", error.sample());
    }
    return json;
  }

  ObjectNode workload() {
    Operations operations = Operations.of(result);
    ObjectNode json = JsonValues.object();
    json.set("read_operations", JsonValues.count(operations.read().count(), measured));
    json.set("write_operations", JsonValues.count(operations.write().count(), measured));
    json.set("other_operations", JsonValues.count(operations.other().count(), measured));
    json.set("rows_read", JsonValues.count(operations.read().rows(), measured));
    json.set(
        "rows_written",
        JsonValues.count(operations.write().rows(), measured && operations.compound() == 0));
    ObjectNode kinds = json.putObject("statements");
    for (StatementKind kind : StatementKind.values()) {
      Statements statements = Operations.of(result, kind);
      ObjectNode of = kinds.putObject(kind.name().toLowerCase(Locale.ROOT));
      of.set("count", JsonValues.count(statements.count(), measured));
      of.set("rows", JsonValues.count(statements.rows(), measured));
    }
    return json;
  }

  ArrayNode transactions() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Transactions type : result.transactions()) {
      ObjectNode one = json.addObject().put("name", type.name());
      one.set("total", JsonValues.count(type.counts().total(), measured));
      one.set("committed", JsonValues.count(type.counts().committed(), measured));
      one.set("rolled_back", JsonValues.count(type.counts().rolledBack(), measured));
      one.set("failed", JsonValues.count(type.counts().failed(), measured));
      one.set("retries", JsonValues.count(type.counts().retries(), measured));
      one.set("tps", JsonValues.rate(type.counts().successful(), result.measured()));
      one.set("latency", LatencyJson.of(type.latencies(), result.plan().latencyDetail()));
      one.set("service_time", LatencyJson.of(type.serviceTimes(), result.plan().latencyDetail()));
      one.set(
          "failed_latency", LatencyJson.of(type.failedLatencies(), result.plan().latencyDetail()));
    }
    return json;
  }

  JsonNode openLoop() {
    return JsonValues.optional(
        result.openLoop(),
        loop -> {
          ObjectNode json = JsonValues.object();
          json.put("due", loop.due());
          json.put("unissued", loop.unissued());
          json.set("asked_rate", JsonValues.rate(loop.due(), result.measured()));
          json.set(
              "achieved_rate", JsonValues.rate(loop.due() - loop.unissued(), result.measured()));
          json.set("start_delay", LatencyJson.of(loop.startDelays()));
          return json;
        });
  }

  ArrayNode phases() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (PhaseTotals phase : result.phases()) {
      ObjectNode one = json.addObject();
      one.set("start_ms", JsonValues.millis(phase.start()));
      one.set("length_ms", JsonValues.millis(phase.length()));
      one.put("committed", phase.counts().committed());
      one.put("rolled_back", phase.counts().rolledBack());
      one.put("failed", phase.counts().failed());
      one.put("retries", phase.counts().retries());
      one.put("queries", phase.statements());
      one.set("tps", JsonValues.rate(phase.counts().successful(), phase.length()));
      one.set("latency", LatencyJson.of(phase.latencies()));
    }
    return json;
  }

  ObjectNode counters() {
    ObjectNode json = JsonValues.object();
    new TreeMap<>(result.counters()).forEach(json::put);
    return json;
  }

  ObjectNode warmup() {
    Counts counts = result.warmupCounts();
    ObjectNode json = JsonValues.object();
    json.set("duration_ms", JsonValues.millis(result.warmup()));
    json.put("committed", counts.committed());
    json.put("rolled_back", counts.rolledBack());
    json.put("failed", counts.failed());
    json.put("retries", counts.retries());
    return json;
  }

  ArrayNode histogram() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (LatencyBars.Bar bar : LatencyBars.of(result)) {
      ObjectNode one = json.addObject();
      one.set("up_to_ms", JsonValues.millis(bar.limit()));
      one.put("count", bar.count());
    }
    return json;
  }

  ArrayNode intervals(Optional<ServerTimeline> timeline) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (int index = 0; index < result.intervals().size(); index++) {
      Interval interval = result.intervals().get(index);
      Counts counts = interval.counts();
      ObjectNode one = json.addObject();
      one.set("start_ms", JsonValues.millis(interval.start()));
      one.set("length_ms", JsonValues.millis(interval.length()));
      one.put("measured", interval.measured());
      one.put("committed", counts.committed());
      one.put("rolled_back", counts.rolledBack());
      one.put("failed", counts.failed());
      one.put("retries", counts.retries());
      one.put("queries", interval.statements());
      one.set("tps", JsonValues.rate(counts.successful(), interval.length()));
      one.set("qps", JsonValues.rate(interval.statements(), interval.length()));
      one.set("p50_ms", JsonValues.millis(interval.p50()));
      one.set("p95_ms", JsonValues.millis(interval.p95()));
      one.set("p99_ms", JsonValues.millis(interval.p99()));
      one.set("max_ms", JsonValues.millis(interval.max()));
      one.set("start_delay_ms", JsonValues.millis(interval.startDelay()));
      one.set("lost_ms", JsonValues.millis(interval.lost()));
      one.set("down_ms", JsonValues.millis(interval.down()));
      DetailJson.addTo(one, result, index);
      one.put("rows", interval.rows());
      one.set("average_ms", JsonValues.millis(interval.mean()));
      one.set("p90_ms", JsonValues.millis(interval.p90()));
      one.set("p999_ms", JsonValues.millis(interval.p999()));
      one.set("service", JsonValues.optional(interval.service(), MeasuredJson::spread));
      one.set(
          "connection_wait", JsonValues.optional(interval.connectionWait(), MeasuredJson::spread));
      one.set("server", TimelineJson.during(timeline, interval));
    }
    return json;
  }

  static ObjectNode spread(Spread spread) {
    ObjectNode json = JsonValues.object();
    json.put("count", spread.count());
    json.set("average_ms", JsonValues.millis(spread.mean()));
    json.set("p50_ms", JsonValues.millis(spread.p50()));
    json.set("p95_ms", JsonValues.millis(spread.p95()));
    json.set("p99_ms", JsonValues.millis(spread.p99()));
    json.set("max_ms", JsonValues.millis(spread.max()));
    return json;
  }
}
