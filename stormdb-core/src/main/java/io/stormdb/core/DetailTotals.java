package io.stormdb.core;

import io.stormdb.api.Measure;
import io.stormdb.api.Sql;
import io.stormdb.metrics.DetailRecorder;
import io.stormdb.metrics.StatementTally;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Puts together what single workers, statements and measures came to, when all have ended.
 *
 * @param state of the run
 * @param recorded by all workers
 */
record DetailTotals(RunState state, DetailRecorder recorded) {

  /**
   * Returns the workers; none if there are so many that they are not kept apart.
   *
   * @param names of all loops, in their order
   * @param endedNanos when each of them ended
   * @param fromNanos when the measured part began
   * @param toNanos when it ended
   */
  List<Details.OfWorker> workers(
      List<String> names, Map<String, Long> endedNanos, long fromNanos, long toNanos) {
    if (!state.plan().detail().perWorker() || !state.measured().keepsWorkersApart()) {
      return List.of();
    }
    return IntStream.range(0, names.size())
        .mapToObj(
            number -> {
              long ended = endedNanos.getOrDefault(names.get(number), toNanos);
              long until = ended - toNanos > 0 ? toNanos : ended;
              return new Details.OfWorker(
                  names.get(number),
                  state.measured().countsOf(number),
                  state.measured().latenciesOf(number),
                  Duration.ofNanos(Math.max(0, until - fromNanos)));
            })
        .toList();
  }

  /** Returns the statements that were run, those that took the most time first. */
  List<Details.OfStatement> statements() {
    return state.measured().statements().entrySet().stream()
        .map(entry -> statement(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing(Details.OfStatement::totalTime)
                .reversed()
                .thenComparing(Details.OfStatement::name))
        .toList();
  }

  private Details.OfStatement statement(int ordinal, StatementTally tally) {
    Sql sql = Objects.requireNonNull(state.seen().statements().get(ordinal));
    return new Details.OfStatement(
        sql.name(), sql.kind(), tally.errors(), tally.rows(), tally.times());
  }

  /** Returns the measures by name. */
  Map<String, RunResult.Measured> measures() {
    Map<String, RunResult.Measured> byName = new TreeMap<>();
    for (Measure measure : state.seen().measures().values()) {
      Values values = recorded.values(measure.ordinal());
      RunResult.Measured other = byName.get(measure.name());
      byName.put(
          measure.name(),
          other == null
              ? new RunResult.Measured(measure.unit(), values)
              : new RunResult.Measured(
                  other.unit(), Values.merged(List.of(other.values(), values))));
    }
    return byName;
  }
}
