package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.stormdb.api.Pause;
import io.stormdb.core.LatencyDetail;
import io.stormdb.core.Load;
import io.stormdb.core.MixWeights;
import io.stormdb.core.Phase;
import io.stormdb.core.RunPlan;
import io.stormdb.core.Shape;
import io.stormdb.core.Until;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What was asked for, as JSON: every component of the plan. */
final class PlanJson {

  private PlanJson() {}

  static ObjectNode of(RunPlan plan) {
    ObjectNode json = JsonValues.object();
    json.put("workload", plan.workload());
    json.set(
        "scale",
        plan.scale().isPresent() ? IntNode.valueOf(plan.scale().getAsInt()) : NullNode.instance);
    json.set("schema", JsonValues.optional(plan.schema(), TextNode::valueOf));
    json.set("parameters", JsonValues.texts(plan.parameters()));
    json.put("workers", plan.workers());
    json.set("load", load(plan.load()));
    json.set("phases", phases(plan.phases()));
    json.set("duration_ms", JsonValues.millis(plan.end().duration()));
    json.set(
        "max_transactions",
        plan.end().transactions().isPresent()
            ? LongNode.valueOf(plan.end().transactions().getAsLong())
            : NullNode.instance);
    json.set("warmup_ms", JsonValues.millis(plan.warmup()));
    json.set("interval_ms", JsonValues.millis(plan.interval()));
    json.set("think_time", JsonValues.optional(plan.thinkTime(), PlanJson::pause));
    json.put("seed", plan.seed());
    json.put("max_tries", plan.maxTries());
    json.put("isolation", plan.isolation().sql());
    json.set("grace_ms", JsonValues.millis(plan.grace()));
    json.put("verify", plan.verify());
    json.set("labels", JsonValues.texts(plan.labels()));
    ObjectNode detail = json.putObject("detail");
    detail.put("per_worker", plan.detail().perWorker());
    detail.put("per_type", plan.detail().perType());
    detail.put("per_statement", plan.detail().perStatement());
    detail.put("worker_series", plan.detail().workerSeries());
    json.set("until", JsonValues.optional(plan.until(), PlanJson::until));
    json.set("latency_detail", latencyDetail(plan.latencyDetail()));
    json.set("shape", shape(plan.shape()));
    json.set("connections", ConnectionsJson.asked(plan.connections()));
    json.set("errors", AvailabilityJson.asked(plan.errors()));
    json.set("verify_interval_ms", JsonValues.millis(plan.verifyEvery()));
    json.set("mix", JsonValues.optional(plan.mix(), PlanJson::mix));
    return json;
  }

  private static ObjectNode mix(MixWeights mix) {
    ObjectNode json = JsonValues.object();
    mix.byName().forEach((name, weight) -> json.set(name, JsonValues.decimal(weight)));
    return json;
  }

  private static ObjectNode shape(Shape shape) {
    ObjectNode json = JsonValues.object();
    if (shape instanceof Shape.Sine sine) {
      json.put("kind", "sine");
      json.put("low", sine.low());
      json.set("period_ms", JsonValues.millis(sine.period()));
    } else {
      json.put("kind", "constant");
    }
    return json;
  }

  private static ObjectNode load(Load load) {
    ObjectNode json = JsonValues.object();
    if (load instanceof Load.Open open) {
      json.put("kind", "open");
      json.put("rate_per_second", open.rate().perSecond());
      json.put("arrivals", open.timetable().name().toLowerCase(Locale.ROOT));
    } else {
      json.put("kind", "closed");
    }
    return json;
  }

  private static ObjectNode until(Until until) {
    ObjectNode json = JsonValues.object();
    json.put("percent", until.percent());
    json.set("at_most_ms", JsonValues.millis(until.atMost()));
    return json;
  }

  private static ObjectNode latencyDetail(LatencyDetail detail) {
    ObjectNode json = JsonValues.object();
    ArrayNode percentiles = json.putArray("percentiles");
    detail.percentiles().forEach(percentiles::add);
    ArrayNode buckets = json.putArray("buckets_ms");
    detail.buckets().forEach(bucket -> buckets.add(JsonValues.millis(bucket)));
    return json;
  }

  private static ArrayNode phases(List<Phase> phases) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Phase phase : phases) {
      ObjectNode one = json.addObject();
      one.set("duration_ms", JsonValues.millis(phase.duration()));
      one.set(
          "workers",
          phase.workers().isPresent()
              ? IntNode.valueOf(phase.workers().getAsInt())
              : NullNode.instance);
      one.set(
          "rate_per_second",
          JsonValues.optional(phase.rate(), rate -> DoubleNode.valueOf(rate.perSecond())));
      one.set("ramp_ms", JsonValues.millis(phase.ramp()));
      ObjectNode mix = one.putObject("mix");
      new TreeMap<>(phase.mix()).forEach(mix::put);
    }
    return json;
  }

  private static JsonNode pause(Pause pause) {
    ObjectNode json = JsonValues.object();
    if (pause instanceof Pause.Constant constant) {
      json.put("kind", "constant");
      json.set("length_ms", JsonValues.millis(constant.length()));
    } else if (pause instanceof Pause.Uniform uniform) {
      json.put("kind", "uniform");
      json.set("from_ms", JsonValues.millis(uniform.from()));
      json.set("to_ms", JsonValues.millis(uniform.to()));
    } else if (pause instanceof Pause.Exponential exponential) {
      json.put("kind", "exponential");
      json.set("mean_ms", JsonValues.millis(exponential.mean()));
      json.put("cut", exponential.cut());
    }
    return json;
  }
}
