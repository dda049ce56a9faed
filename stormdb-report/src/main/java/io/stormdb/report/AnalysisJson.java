package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.progressive.maths.Estimated;
import io.stormdb.progressive.maths.Optimum;
import io.stormdb.progressive.maths.Queueing;
import io.stormdb.progressive.maths.Recommendation;
import io.stormdb.progressive.maths.Region;
import io.stormdb.progressive.maths.ScalingAnalysis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the mathematics make of measured levels, as JSON. */
final class AnalysisJson {

  private static final MathContext FIVE_DIGITS = new MathContext(5);

  private AnalysisJson() {}

  static ObjectNode of(ScalingAnalysis analysis) {
    ObjectNode json = JsonValues.object();
    json.set("optimal_configuration", optimal(analysis.recommendation()));
    ObjectNode models = models(analysis);
    ModelsJson.add(analysis.models(), models);
    json.set("mathematical_models", models);
    json.set("derivatives", ModelsJson.derivatives(analysis.derivatives()));
    ArrayNode optima = json.putArray("optima");
    for (Optimum optimum : analysis.optima()) {
      ObjectNode one = optima.addObject();
      one.put("kind", optimum.kind().name().toLowerCase(Locale.ROOT));
      one.set("level", estimated(optimum.level()));
      one.set("tps", number(optimum.throughput()));
      one.set("efficiency", number(optimum.efficiency()));
      one.put("measured", optimum.isMeasured());
    }
    ObjectNode bottleneck = json.putObject("bottleneck_analysis");
    bottleneck.put("type", analysis.bottleneck().kind().name().toLowerCase(Locale.ROOT));
    bottleneck.set("evidence", JudgedJson.texts(analysis.bottleneck().evidence()));
    ArrayNode regions = json.putArray("scaling_regions");
    for (Region region : analysis.regions()) {
      ObjectNode one = regions.addObject();
      one.put("type", region.kind().name().toLowerCase(Locale.ROOT));
      one.set("from", number(region.from()));
      one.set("to", number(region.to()));
      one.set("marginal_gain_tps", estimated(region.gain()));
      one.set("share_of_ideal", number(region.shareOfIdeal()));
    }
    json.set("queueing", JsonValues.optional(analysis.queueing(), AnalysisJson::queueing));
    json.put("errors_from", analysis.errors().name().toLowerCase(Locale.ROOT));
    ArrayNode leftOut = json.putArray("left_out");
    analysis
        .leftOut()
        .forEach(
            one -> {
              ObjectNode level = leftOut.addObject();
              level.set("level", number(one.level().concurrency()));
              level.put("reason", one.reason());
            });
    return json;
  }

  private static ObjectNode optimal(Recommendation found) {
    ObjectNode json = JsonValues.object();
    json.put("verdict", found.verdict().name().toLowerCase(Locale.ROOT));
    json.put("recommendation", found.sentence());
    Optional<Recommendation.Range> range = found.range();
    json.set("from", JsonValues.optional(range, one -> number(one.from())));
    json.set("to", JsonValues.optional(range, one -> number(one.to())));
    json.set("share_of_peak", JsonValues.optional(range, one -> number(one.shareOfPeak())));
    json.set("share_of_peak_p99", JsonValues.optional(range, one -> number(one.shareOfPeakP99())));
    ArrayNode more = json.putArray("try_levels");
    found.tryLevels().forEach(more::add);
    return json;
  }

  private static ObjectNode models(ScalingAnalysis analysis) {
    ObjectNode json = JsonValues.object();
    Optional<Optimum> peak = analysis.optimum(Optimum.Kind.USL_PEAK);
    json.set("predicted_peak_tps", JsonValues.optional(peak, one -> number(one.throughput())));
    json.set("predicted_peak_workers", JsonValues.optional(peak, one -> estimated(one.level())));
    return json;
  }

  private static ObjectNode queueing(Queueing queue) {
    ObjectNode json = JsonValues.object();
    json.set("demand_seconds", number(queue.demandSeconds()));
    json.put("demand_from", queue.demand().name().toLowerCase(Locale.ROOT));
    json.put("servers", queue.servers());
    json.set("service_variation", number(queue.measuredVariation()));
    json.set("think_seconds", number(queue.thinkSeconds()));
    json.set("breaks_down_at", number(queue.breaksDownAt()));
    json.set("open_breaks_down_at", number(queue.openBreaksDownAt()));
    ArrayNode levels = json.putArray("levels");
    for (Queueing.Level level : queue.levels()) {
      ObjectNode one = levels.addObject();
      one.set("level", number(level.workers()));
      one.set("utilisation", number(level.utilisation()));
      one.set("measured_wait_seconds", number(level.measuredWaitSeconds()));
      one.set("predicted_wait_seconds", number(level.predictedWaitSeconds()));
      one.set("error_seconds", number(level.errorSeconds()));
      one.put("is_queue", level.isQueue());
      one.set("open_wait_seconds", number(level.openWaitSeconds()));
    }
    return json;
  }

  static ObjectNode estimated(Estimated figure) {
    ObjectNode json = JsonValues.object();
    json.set("value", number(figure.value()));
    json.set("low", number(figure.low()));
    json.set("high", number(figure.high()));
    json.put("confidence", figure.confidence());
    return json;
  }

  static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : NullNode.instance;
  }

  /**
   * What is not known, or has no limit, is {@code null}. Five digits: those behind them depend on
   * how a processor computes, and mean nothing.
   */
  static JsonNode number(double value) {
    return Double.isFinite(value)
        ? JsonValues.decimal(new BigDecimal(value).round(FIVE_DIGITS).doubleValue())
        : NullNode.instance;
  }
}
