package io.stormdb.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.progressive.maths.Derivative;
import io.stormdb.progressive.maths.Derivatives;
import io.stormdb.progressive.maths.Fit;
import io.stormdb.progressive.maths.Inflection;
import io.stormdb.progressive.maths.ModelSelection;
import io.stormdb.progressive.maths.Parameter;
import io.stormdb.progressive.maths.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which curves describe measured levels, and where these turn, as JSON. */
final class ModelsJson {

  private ModelsJson() {}

  /** Adds the curves to an object that has what else is said of models. */
  static void add(ModelSelection selection, ObjectNode json) {
    Optional<ModelSelection.Candidate> best = selection.best();
    json.put("best_fit", best.map(one -> one.fit().model().name()).orElse(null));
    json.set(
        "r_squared",
        JsonValues.optional(best, one -> AnalysisJson.number(one.fit().goodness().rSquared())));
    ArrayNode models = json.putArray("models");
    selection.candidates().forEach(candidate -> models.add(candidate(candidate)));
    ArrayNode leftOut = json.putArray("models_left_out");
    selection
        .leftOut()
        .forEach(
            one ->
                leftOut.addObject().put("model", one.model().name()).put("reason", one.reason()));
  }

  private static ObjectNode candidate(ModelSelection.Candidate candidate) {
    Fit fit = candidate.fit();
    ObjectNode json = JsonValues.object();
    json.put("model", fit.model().name());
    json.put("formula", fit.model().formula());
    json.set("weight", AnalysisJson.number(candidate.weight()));
    json.set("delta_aicc", AnalysisJson.number(candidate.delta()));
    json.set("aicc", AnalysisJson.number(fit.goodness().aicc()));
    json.set("r_squared", AnalysisJson.number(fit.goodness().rSquared()));
    json.set("adjusted_r_squared", AnalysisJson.number(fit.goodness().adjustedRSquared()));
    json.set("rmse_tps", AnalysisJson.number(fit.goodness().rmse()));
    json.put("impossible", fit.impossible());
    json.set(
        "violations",
        JudgedJson.texts(fit.violations().stream().map(Violation::sentence).toList()));
    ArrayNode parameters = json.putArray("parameters");
    for (Parameter one : fit.parameters()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", one.symbol().name());
      parameter.put("meaning", one.symbol().meaning());
      parameter.put("unit", one.symbol().unit());
      parameter.set("estimate", AnalysisJson.estimated(one.estimate()));
      parameter.set("standard_error", AnalysisJson.number(one.standardError()));
    }
    ArrayNode residuals = json.putArray("residuals_tps");
    fit.residuals().forEach(one -> residuals.add(AnalysisJson.number(one)));
    return json;
  }

  static ObjectNode derivatives(Derivatives derivatives) {
    ObjectNode json = JsonValues.object();
    add(json.putArray("first"), derivatives.first());
    add(json.putArray("second"), derivatives.second());
    ArrayNode inflections = json.putArray("inflections");
    for (Inflection one : derivatives.inflections()) {
      ObjectNode inflection = inflections.addObject();
      inflection.set("low", AnalysisJson.number(one.low()));
      inflection.set("high", AnalysisJson.number(one.high()));
      inflection.set("at", AnalysisJson.number(one.at()));
      inflection.put("turn", one.turn().name().toLowerCase(Locale.ROOT));
      inflection.set("p_value", AnalysisJson.number(one.pValue()));
      inflection.put("significant", one.significant());
    }
    return json;
  }

  private static void add(ArrayNode json, List<Derivative> derivatives) {
    for (Derivative one : derivatives) {
      ObjectNode object = json.addObject();
      object.set("level", AnalysisJson.number(one.concurrency()));
      object.set("value", AnalysisJson.number(one.value()));
      object.set("standard_error", AnalysisJson.number(one.standardError()));
    }
  }
}
