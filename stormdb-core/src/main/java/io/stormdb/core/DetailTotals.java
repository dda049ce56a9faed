package io.stormdb.core;

import io.stormdb.api.Measure;
import io.stormdb.api.Sql;
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
 */
record DetailTotals(RunState state) {

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
    return named(state.seen().measures(), state.measured().measures());
  }

  /** Returns values by the name of each measure, of which several may have one name. */
  static Map<String, RunResult.Measured> named(
      Map<Integer, Measure> measures, Map<Integer, Values> values) {
    Map<String, RunResult.Measured> byName = new TreeMap<>();
    measures.forEach(
        (ordinal, measure) ->
            byName.merge(
                measure.name(),
                new RunResult.Measured(measure.unit(), values.getOrDefault(ordinal, Values.none())),
                (one, other) ->
                    new RunResult.Measured(
                        one.unit(), Values.merged(List.of(one.values(), other.values())))));
    return byName;
  }
}
