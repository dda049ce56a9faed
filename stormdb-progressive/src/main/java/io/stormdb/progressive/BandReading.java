package io.stormdb.progressive;

import io.stormdb.api.Finding;
import io.stormdb.core.CheckResult;
import io.stormdb.core.ClientUse;
import io.stormdb.core.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Takes from the result of a run what a study keeps of it. */
final class BandReading {

  /** How a reason begins that is wrong data. */
  static final String DATA_VIOLATED = "the data fails its checks: ";

  private BandReading() {}

  /**
   * Returns the band.
   *
   * @param number in the order of measurement, from 1
   * @param repeat of its level, from 1
   * @param took how long it took with everything around it
   * @param server what the server said
   */
  static BandResult of(
      RunResult result,
      int number,
      int repeat,
      Level level,
      Duration took,
      Map<String, Double> server) {
    List<String> violated =
        result.checks().stream()
            .filter(check -> check.verdict() == Finding.Verdict.FAIL)
            .map(CheckResult::name)
            .toList();
    return new BandResult(
        number,
        repeat,
        level,
        status(result),
        reason(result, violated),
        result.started(),
        took,
        result.measured().isZero() ? Optional.empty() : Optional.of(figures(result, server)),
        result.degraded());
  }

  private static BandResult.Status status(RunResult result) {
    return switch (result.status()) {
      case COMPLETED ->
          result.isDataViolated() || !result.invalidations().isEmpty()
              ? BandResult.Status.FAILED
              : BandResult.Status.COMPLETED;
      case INTERRUPTED -> BandResult.Status.INTERRUPTED;
      case FAILED, TOO_MANY_ERRORS -> BandResult.Status.FAILED;
    };
  }

  private static String reason(RunResult result, List<String> violated) {
    return switch (result.status()) {
      case COMPLETED ->
          violated.isEmpty()
              ? result.invalidations().stream()
                  .map(found -> "invalid: %s: %s".formatted(found.name(), found.measured()))
                  .collect(Collectors.joining("; "))
              : DATA_VIOLATED + String.join(", ", violated);
      case INTERRUPTED -> "before its planned end";
      case FAILED ->
          result.degraded().isEmpty() ? "the run failed" : String.join("; ", result.degraded());
      case TOO_MANY_ERRORS ->
          "more transactions failed than the limit of errors allows"
              + result.errors().stream()
                  .findFirst()
                  .map(most -> ", most of them of " + most.name())
                  .orElse("");
    };
  }

  private static BandFigures figures(RunResult result, Map<String, Double> server) {
    return new BandFigures(
        result.warmup(),
        result.measured(),
        result.counts(),
        result.statementCount(),
        result.latencies(),
        result.failedLatencies(),
        result.connections().waits(),
        result.connections().pool(),
        result.connections().opened(),
        intervals(result),
        result.errors(),
        result
            .openLoop()
            .map(
                loop ->
                    new BandFigures.Timetable(loop.due(), loop.unissued(), result.serviceTimes())),
        result
            .client()
            .map(
                client ->
                    new BandFigures.Client(
                        client.grade(), client.reason(), processorsUsed(client.use()))),
        server);
  }

  private static OptionalDouble processorsUsed(ClientUse use) {
    return use.cpu().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(use.cpu().get().toNanos() / (double) use.watched().toNanos());
  }

  private static List<BandFigures.Interval> intervals(RunResult result) {
    List<BandFigures.Interval> intervals = new ArrayList<>();
    for (RunResult.Interval one : result.intervals()) {
      if (one.measured() && !one.length().isZero()) {
        intervals.add(
            new BandFigures.Interval(
                one.length(), one.counts().successful(), one.counts().failed(), one.statements()));
      }
    }
    return intervals;
  }
}
