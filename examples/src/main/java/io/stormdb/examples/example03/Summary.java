/*
 * Example 3: reading a result.
 *
 * You learn where in a result to find
 *   - how the run ended, and whether the load was what was asked for,
 *   - rates and percentiles, of all transactions and of one type,
 *   - the time series, and where the warm-up ends in it,
 *   - errors by class, and checks of the data.
 *
 * What was not measured is empty, never 0: a percentile of no transaction is no number.
 */
package io.stormdb.examples.example03;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A result in a few lines of text. */
final class Summary {

  private final RunResult result;

  Summary(RunResult result) {
    this.result = result;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    result.degraded().forEach(reason -> lines.add("degraded: " + reason));
    result.intervals().forEach(interval -> lines.add(describe(interval)));
    result.transactions().forEach(type -> lines.add(describe(type)));
    result.errors().forEach(error -> lines.add(describe(error)));
    result.checks().forEach(check -> lines.add(describe(check)));
    return lines;
  }

  private String headline() {
    // rates divide by the time that was measured, not by the time that was planned
    return "%s %s: %s transactions/s, p99 %s"
        .formatted(
            result.workload(),
            result.status(),
            result.tps().map(tps -> format("%.0f", tps)).orElse("no"),
            millis(result.latencies().percentile(99)));
  }

  private static String describe(RunResult.Interval interval) {
    return "%s at %ds: %s transactions/s, p99 %s"
        .formatted(
            interval.measured() ? "measured" : "warm-up",
            interval.start().toSeconds(),
            format("%.0f", interval.tps()),
            millis(interval.p99()));
  }

  private static String describe(RunResult.Transactions type) {
    Counts counts = type.counts();
    // transactions that failed are left out of these latencies; see failedLatencies()
    return "%s: %d committed, %d rolled back, %d failed, %d retries, p50 %s, p99 %s"
        .formatted(
            type.name(),
            counts.committed(),
            counts.rolledBack(),
            counts.failed(),
            counts.retries(),
            millis(type.latencies().percentile(50)),
            millis(type.latencies().percentile(99)));
  }

  private static String describe(RunResult.ErrorClass error) {
    return "error %s (%s): %d failed, %d retried, for example: %s"
        .formatted(
            error.name(), error.sqlState(), error.transactions(), error.retried(), error.sample());
  }

  private static String describe(CheckResult check) {
    return check.verdict() == Verdict.FAIL
        ? "violated: %s, found %s".formatted(check.description(), check.evidence())
        : "%s: %s".formatted(check.verdict(), check.description());
  }

  private static String millis(Optional<Duration> latency) {
    return latency.map(l -> format("%.2f ms", l.toNanos() / 1e6)).orElse("no data");
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
