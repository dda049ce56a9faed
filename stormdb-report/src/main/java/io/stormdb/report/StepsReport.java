package io.stormdb.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stormdb.api.Figure;
import io.stormdb.core.RunResult;
import io.stormdb.core.StepResult;
import io.stormdb.core.Steps;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The steps that a run was made of, side by side. */
final class StepsReport {

  private StepsReport() {}

  /** Returns the block; blank for a run that is a whole. */
  static String text(RunResult result) {
    Steps steps = result.steps();
    if (!steps.isUsed()) {
      return "";
    }
    List<String> names =
        steps.done().stream()
            .flatMap(step -> step.figures().stream())
            .map(Figure::name)
            .distinct()
            .toList();
    Table table = new Table().text("Step");
    names.forEach(table::number);
    boolean areRanked =
        steps.done().stream().anyMatch(step -> steps.relativeSpeed(step).isPresent());
    if (areRanked) {
      table.number("Of the best");
    }
    table.number("TPS").number("P95").number("Failed").text("");
    for (StepResult step : steps.done()) {
      table.row(cells(names, steps, areRanked, step).toArray(String[]::new));
    }
    Block block =
        new Block(
                "Steps: %s of %s"
                    .formatted(Numbers.count(steps.done().size()), Numbers.count(steps.planned())))
            .table(table);
    steps.conclusions().forEach(conclusion -> block.value("Conclusion", conclusion));
    return block.toString();
  }

  private static List<String> cells(
      List<String> names, Steps steps, boolean areRanked, StepResult step) {
    RunResult result = step.result();
    OptionalDouble relative = steps.relativeSpeed(step);
    List<String> cells = new ArrayList<>(List.of(step.name()));
    for (String name : names) {
      cells.add(
          step.figures().stream()
              .filter(figure -> figure.name().equals(name))
              .map(figure -> Numbers.rate(figure.value()))
              .findFirst()
              .orElse(Numbers.NO_DATA));
    }
    if (areRanked) {
      cells.add(
          relative.isPresent()
              ? String.format(Locale.ROOT, "%.1f%%", 100 * relative.getAsDouble())
              : Numbers.NO_DATA);
    }
    cells.add(Numbers.rate(result.tps()) + (ClientText.isBottleneck(result) ? " (client)" : ""));
    cells.add(Numbers.latency(result.latencies().percentile(95)));
    cells.add(
        result.measured().isZero() ? Numbers.NO_DATA : Numbers.count(result.counts().failed()));
    cells.add(
        result.status() == RunResult.Status.COMPLETED
            ? ""
            : result.status().name().toLowerCase(Locale.ROOT));
    return cells;
  }

  /** Returns {@code null} as JSON for a run that is a whole. */
  static JsonNode json(RunResult result) {
    Steps steps = result.steps();
    if (!steps.isUsed()) {
      return NullNode.instance;
    }
    ObjectNode json = JsonValues.object();
    json.put("planned", steps.planned());
    ArrayNode done = json.putArray("done");
    steps.done().forEach(step -> done.add(json(steps, step)));
    json.set("conclusions", JudgedJson.texts(steps.conclusions()));
    return json;
  }

  private static ObjectNode json(Steps steps, StepResult step) {
    RunResult result = step.result();
    boolean measured = !result.measured().isZero();
    Counts counts = result.counts();
    Latencies latencies = result.latencies();
    ObjectNode json = JsonValues.object();
    json.put("name", step.name());
    ObjectNode attributes = json.putObject("attributes");
    step.attributes().forEach(attributes::put);
    json.put("status", result.status().name().toLowerCase(Locale.ROOT));
    json.set("degraded", JudgedJson.texts(result.degraded()));
    json.set("start_ms", JsonValues.millis(step.start()));
    json.set("warmup_ms", JsonValues.millis(result.warmup()));
    json.set("measured_ms", JsonValues.millis(result.measured()));
    ObjectNode figures = json.putObject("figures");
    step.figures()
        .forEach(figure -> figures.set(figure.name(), JsonValues.decimal(figure.value())));
    json.set("relative_speed", JsonValues.decimal(steps.relativeSpeed(step)));
    json.set("committed", JsonValues.count(counts.committed(), measured));
    json.set("rolled_back", JsonValues.count(counts.rolledBack(), measured));
    json.set("failed", JsonValues.count(counts.failed(), measured));
    json.set("retries", JsonValues.count(counts.retries(), measured));
    json.set("tps", JsonValues.rate(result.tps()));
    json.set("qps", JsonValues.rate(result.qps()));
    json.set("latency", LatencyJson.of(latencies, result.plan().latencyDetail()));
    json.set("service_time", LatencyJson.of(result.serviceTimes(), result.plan().latencyDetail()));
    json.set("errors", new MeasuredJson(result).errors());
    json.set("counters", new MeasuredJson(result).counters());
    json.set("workload", new MeasuredJson(result).workload());
    // what the server saw was observed of the whole run only
    json.set("client", DetailJson.client(result, Optional.empty()));
    json.set("stability", StabilityJson.of(result));
    json.set("stopping", StabilityJson.stopping(result));
    return json;
  }
}
