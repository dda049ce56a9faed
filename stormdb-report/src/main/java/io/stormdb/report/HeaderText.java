package io.stormdb.report;

import io.stormdb.api.LoadedData;
import io.stormdb.core.Load;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What ran, where, for how long, and whether it can be trusted. */
final class HeaderText {

  static final String RULE = "=".repeat(60);

  private HeaderText() {}

  static String of(RunResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(RULE);
    lines.add("StormDB Load Test: Final Results");
    lines.add(RULE);
    result.degraded().forEach(reason -> lines.add("WARNING: " + Block.oneLine(reason)));
    if (result.isDataViolated()) {
      lines.add("WARNING: the data is not consistent after the run; see Consistency Checks");
    }
    result
        .invalidations()
        .forEach(
            finding ->
                lines.add(
                    "WARNING: this result is invalid: %s: %s; required: %s"
                        .formatted(finding.name(), finding.measured(), finding.required())));
    OpenLoopText.warning(result).ifPresent(lines::add);
    result.client().flatMap(ClientText::warning).ifPresent(lines::add);
    lines.add("Status: " + result.status().name().toLowerCase(Locale.ROOT));
    lines.add("Test Duration: " + duration(result));
    lines.add("Total Workers: " + Numbers.count(result.plan().workers()));
    if (result.plan().load() instanceof Load.Open open) {
      lines.add(
          "Load: open loop, %s, %s timetable"
              .formatted(open.rate(), open.timetable().name().toLowerCase(Locale.ROOT)));
    }
    if (result.plan().shape() instanceof Shape.Sine sine) {
      lines.add("Shape: " + sine(result.plan(), sine));
    }
    lines.add("Database: " + Redacted.url(result.environment().server()));
    lines.add("Server Version: PostgreSQL " + result.environment().serverVersion());
    switch (result.connections().pooler()) {
      case NONE -> {}
      case SESSION -> lines.add("Pooler: session mode");
      case TRANSACTION ->
          lines.add(
              "Pooler: transaction mode; settings are sent with each transaction (one more round trip)");
    }
    lines.add("Workload: " + workload(result));
    lines.add("Data: " + data(result.data()));
    lines.add("Run: " + result.runId() + ", started " + second(result.started()));
    if (!result.plan().labels().isEmpty()) {
      lines.add(
          "Labels: "
              + result.plan().labels().entrySet().stream()
                  .map(label -> label.getKey() + "=" + label.getValue())
                  .collect(Collectors.joining(", ")));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String sine(RunPlan plan, Shape.Sine sine) {
    String level =
        plan.load() instanceof Load.Open open
            ? open.rate().toString()
            : Numbers.count(plan.workers(), "worker", "workers");
    return "sine, from %s of %s to all of them and back within %s"
        .formatted(
            new BigDecimal(sine.low() * 100)
                    .round(new MathContext(3))
                    .stripTrailingZeros()
                    .toPlainString()
                + " %",
            level,
            sine.period().or(plan.end()::duration).map(Numbers::span).orElse("the run"));
  }

  private static String duration(RunResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        result.measured().isZero() ? "nothing was measured" : Numbers.span(result.measured()));
    if (result.steps().isUsed()) {
      text.append(" in ").append(Numbers.count(result.steps().done().size(), "step", "steps"));
    }
    if (result.status() != RunResult.Status.COMPLETED) {
      text.append(" (")
          .append(result.status().name().toLowerCase(Locale.ROOT))
          .append("; planned ")
          .append(
              result.steps().isUsed()
                  ? "%s of %s each"
                      .formatted(
                          Numbers.count(result.steps().planned(), "step", "steps"),
                          planned(result.plan().end()))
                  : planned(result.plan().end()))
          .append(')');
    }
    Duration warmup = result.warmup();
    if (!warmup.isZero()) {
      text.append(", after ")
          .append(Numbers.span(warmup))
          .append(" of warm-up (")
          .append(Numbers.count(result.warmupCounts().total(), "transaction", "transactions"))
          .append(", not counted)");
    }
    return text.toString();
  }

  /** Returns when a run was meant to end. */
  static String planned(RunPlan.End end) {
    List<String> limits = new ArrayList<>();
    end.duration().ifPresent(limit -> limits.add(Numbers.span(limit)));
    end.transactions()
        .ifPresent(limit -> limits.add(Numbers.count(limit, "transaction", "transactions")));
    return String.join(" or ", limits);
  }

  private static String workload(RunResult result) {
    String asked = result.plan().workload();
    return result.workload()
        + (asked.equals(result.workload()) ? "" : " (asked for as " + asked + ")")
        + ", scale "
        + Numbers.count(result.data().scale())
        + ", seed "
        + result.plan().seed()
        + ", schema "
        + result.schema();
  }

  private static String data(LoadedData data) {
    long rows = data.rows().values().stream().mapToLong(Long::longValue).sum();
    return "%s in %s, loaded %s with seed %s by version %s, %s before this one"
        .formatted(
            Numbers.count(rows, "row", "rows"),
            Numbers.count(data.rows().size(), "table", "tables"),
            second(data.finished()),
            data.seed(),
            data.version(),
            data.runs() == 0 ? "no run" : Numbers.count(data.runs(), "run", "runs"));
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
