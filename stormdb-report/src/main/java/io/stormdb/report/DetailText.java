package io.stormdb.report;

import io.stormdb.core.Details.OfStatement;
import io.stormdb.core.Details.OfWorker;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What is worth saying of single workers, statements and measures. */
final class DetailText {

  /** Workers that differ by no more than this factor did the same. */
  private static final double EVEN = 1.25;

  private static final int MOST_STATEMENTS = 10;

  private DetailText() {}

  /** Returns how far apart workers were, or a blank text if they all did the same. */
  static String workers(RunResult result) {
    List<OfWorker> workers =
        result.details().workers().stream()
            .filter(worker -> worker.name().startsWith("worker "))
            .sorted(Comparator.comparingLong(worker -> worker.counts().successful()))
            .toList();
    if (workers.size() < 2) {
      return "";
    }
    OfWorker slowest = workers.get(0);
    OfWorker fastest = workers.get(workers.size() - 1);
    if (fastest.counts().successful() <= EVEN * slowest.counts().successful()) {
      return "";
    }
    return new Block("Workers:")
        .value(
            "TPS",
            "min %s, median %s, max %s"
                .formatted(
                    tps(slowest, result),
                    tps(workers.get((workers.size() - 1) / 2), result),
                    tps(fastest, result)))
        .toString();
  }

  private static String tps(OfWorker worker, RunResult result) {
    return "%s (%s)".formatted(Numbers.rate(worker.tps(result.measured())), worker.name());
  }

  /** Returns the statements that took the most time, or a blank text if none was timed. */
  static String statements(RunResult result) {
    List<OfStatement> statements = result.details().statements();
    if (statements.isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .text("Statement")
            .number("Share")
            .number("Count")
            .number("Errors")
            .number("Rows")
            .number("Average")
            .number("P95")
            .number("P99")
            .number("Max");
    long all = statements.stream().map(OfStatement::totalTime).mapToLong(Duration::toNanos).sum();
    for (OfStatement statement :
        statements.subList(0, Math.min(MOST_STATEMENTS, statements.size()))) {
      table.row(
          statement.name(),
          Numbers.percent(statement.totalTime().toNanos(), all, 1),
          Numbers.count(statement.latencies().count()),
          Numbers.count(statement.errors()),
          Numbers.count(statement.rows()),
          Numbers.latency(statement.latencies().mean()),
          Numbers.latency(statement.latencies().percentile(95)),
          Numbers.latency(statement.latencies().percentile(99)),
          Numbers.latency(statement.latencies().max()));
    }
    Block block = new Block("Slowest Statements:").table(table);
    if (statements.size() > MOST_STATEMENTS) {
      block.text(
          "and %s more in the JSON result"
              .formatted(Numbers.count(statements.size() - MOST_STATEMENTS)));
    }
    return block.toString();
  }

  /** Returns how the measures of the workload are spread, or a blank text if it has none. */
  static String measures(RunResult result) {
    if (result.measures().isEmpty()) {
      return "";
    }
    Table table =
        new Table()
            .text("Measure")
            .text("Unit")
            .number("Count")
            .number("Mean")
            .number("Min")
            .number("P50")
            .number("P95")
            .number("P99")
            .number("Max");
    new TreeMap<>(result.measures())
        .forEach(
            (name, measured) -> {
              Values values = measured.values();
              table.row(
                  name,
                  measured.unit(),
                  Numbers.count(values.count()),
                  Numbers.decimal(values.mean(), 6),
                  Numbers.decimal(values.min(), 6),
                  percentile(values, 50),
                  percentile(values, 95),
                  percentile(values, 99),
                  Numbers.decimal(values.max(), 6));
            });
    return new Block("Workload Measures:").table(table).toString();
  }

  /** Returns a percentile with three digits, but never one beyond the smallest or largest value. */
  static String percentile(Values values, double percentile) {
    OptionalDouble exact = values.percentile(percentile);
    if (exact.isEmpty()) {
      return Numbers.decimal(exact, 3);
    }
    double rounded = new BigDecimal(exact.getAsDouble()).round(new MathContext(3)).doubleValue();
    double min = values.min().orElseThrow();
    double max = values.max().orElseThrow();
    return Numbers.decimal(OptionalDouble.of(Math.min(Math.max(rounded, min), max)), 6);
  }
}
