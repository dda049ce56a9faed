package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;

/** How much was done, how fast, and how much of it failed. */
final class PerformanceText {

  private PerformanceText() {}

  static String of(RunResult result) {
    Counts counts = result.counts();
    boolean nothing = result.measured().isZero();
    return new Block("Performance Summary:")
        .value("Total Transactions", nothing ? Numbers.NO_DATA : Numbers.count(counts.total()))
        .value("Success Rate", successRate(counts))
        .value("Failed", nothing ? Numbers.NO_DATA : share(counts.failed(), counts))
        .value("Expected Rollbacks", nothing ? Numbers.NO_DATA : share(counts.rolledBack(), counts))
        .value("Retries", nothing ? Numbers.NO_DATA : Numbers.count(counts.retries()))
        .value("Total Queries", nothing ? Numbers.NO_DATA : Numbers.count(result.statementCount()))
        .value("TPS", Numbers.rate(result.tps()) + ClientText.mark(result))
        .value("QPS", Numbers.rate(result.qps()))
        .toString();
  }

  private static String successRate(Counts counts) {
    return counts.total() == 0
        ? Numbers.NO_DATA
        : "%s (%s of %s)"
            .formatted(
                Numbers.percent(counts.successful(), counts.total(), 2),
                Numbers.count(counts.successful()),
                Numbers.count(counts.total()));
  }

  private static String share(long part, Counts counts) {
    return part == 0
        ? "0"
        : "%s (%s)".formatted(Numbers.count(part), Numbers.percent(part, counts.total(), 2));
  }
}
