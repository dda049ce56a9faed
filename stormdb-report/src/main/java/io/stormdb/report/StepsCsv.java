package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.StepResult;
import io.stormdb.core.Steps;
import io.stormdb.metrics.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The steps of a run side by side, a line each, by RFC 4180: what sets a step apart, what the
 * workload states of it, and what was measured. A cell is empty where there is no data.
 */
public final class StepsCsv {

  private static final List<String> MEASURED =
      List.of(
          "relative_speed",
          "measured_s",
          "tps",
          "qps",
          "committed",
          "failed",
          "retries",
          "mean_ms",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "max_ms");

  private StepsCsv() {}

  /**
   * Returns the whole text, headings first: name and status, then attributes and figures of the
   * workload under their own names, then what was measured.
   *
   * @param result of a run that was made of steps
   */
  public static String format(RunResult result) {
    Steps steps = result.steps();
    List<String> attributes = names(steps, step -> step.attributes().keySet().stream());
    List<String> figures =
        names(steps, step -> step.figures().stream().map(figure -> figure.name()));
    CsvLines text = new CsvLines();
    text.add(
        Stream.of(List.of("step", "status"), attributes, figures, MEASURED)
            .flatMap(List::stream)
            .toList());
    for (StepResult step : steps.done()) {
      List<String> cells = new ArrayList<>();
      cells.add(step.name());
      cells.add(step.result().status().name().toLowerCase(Locale.ROOT));
      attributes.forEach(name -> cells.add(step.attributes().getOrDefault(name, "")));
      figures.forEach(name -> cells.add(figure(step, name)));
      OptionalDouble relative = steps.relativeSpeed(step);
      cells.add(relative.isPresent() ? CsvLines.number(relative.getAsDouble()) : "");
      cells.addAll(measured(step.result()));
      text.add(cells);
    }
    return text.toString();
  }

  /**
   * Writes it to a file, in UTF-8. The file appears or is replaced at once.
   *
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(RunResult result, Path file) throws IOException {
    new ResultFile(file).write(format(result));
  }

  private static List<String> names(Steps steps, Function<StepResult, Stream<String>> part) {
    return steps.done().stream().flatMap(part).distinct().toList();
  }

  private static String figure(StepResult step, String name) {
    return step.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .map(figure -> CsvLines.number(figure.value()))
        .findFirst()
        .orElse("");
  }

  private static List<String> measured(RunResult result) {
    List<String> cells = new ArrayList<>();
    if (result.measured().isZero()) {
      MEASURED.stream().skip(1).forEach(name -> cells.add(""));
      return cells;
    }
    cells.add(CsvLines.seconds(result.measured()));
    cells.add(result.tps().map(CsvLines::number).orElse(""));
    cells.add(result.qps().map(CsvLines::number).orElse(""));
    cells.add(Long.toString(result.counts().committed()));
    cells.add(Long.toString(result.counts().failed()));
    cells.add(Long.toString(result.counts().retries()));
    Latencies latencies = result.latencies();
    for (Optional<Duration> latency :
        List.of(
            latencies.mean(),
            latencies.percentile(50),
            latencies.percentile(95),
            latencies.percentile(99),
            latencies.max())) {
      cells.add(latency.map(CsvLines::millis).orElse(""));
    }
    return cells;
  }
}
