package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Sql;
import io.stormdb.core.IntervalSeries.Cut;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.StatementTally;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns what was taken down in an interval into the figures that a result keeps of it.
 *
 * @param state knows the names of what was taken down by number
 */
record IntervalFigures(RunState state) {

  RunResult.Interval interval(Cut cut) {
    Tally tally = cut.tally();
    Latencies latencies = tally.latencies();
    boolean isServiceApart = state.openLoop() != null || state.plan().connections().mode().waits();
    return new RunResult.Interval(
        cut.start(),
        cut.length(),
        cut.measured(),
        tally.counts(),
        tally.statementCount(),
        latencies.percentile(50),
        latencies.percentile(95),
        latencies.percentile(99),
        latencies.max(),
        tally.startDelays().max(),
        tally.rowCount(),
        latencies.mean(),
        latencies.percentile(90),
        latencies.percentile(99.9),
        Duration.ofNanos(cut.lost().workerNanos()),
        Duration.ofNanos(cut.lost().downNanos()),
        isServiceApart ? Spread.of(tally.serviceTimes()) : Optional.empty(),
        Spread.of(tally.connectionWaits()));
  }

  Details.Piece piece(Cut cut) {
    Tally tally = cut.tally();
    return new Details.Piece(
        state.plan().detail().perType()
            ? tally.types().stream().map(IntervalFigures::ofType).toList()
            : List.of(),
        counters(tally),
        cut.workers().stream().map(w -> slice(w.counts(), w.latencies())).toList(),
        statements(cut.statements()),
        measures(cut.measures()));
  }

  private Map<String, Long> counters(Tally tally) {
    Map<String, Long> counters = new HashMap<>();
    for (Counter counter : state.countersSeen().values()) {
      if (counter.isReported() && counter.ordinal() < tally.counters().size()) {
        counters.merge(counter.name(), tally.counters().get(counter.ordinal()), Long::sum);
      }
    }
    return counters;
  }

  private List<Details.StatementSlice> statements(Map<Integer, StatementTally> tallies) {
    return tallies.entrySet().stream()
        .map(
            entry -> {
              Sql sql = Objects.requireNonNull(state.seen().statements().get(entry.getKey()));
              StatementTally tally = entry.getValue();
              return new Details.StatementSlice(
                  sql.name(), Spread.of(tally.times()), tally.rows(), tally.errors());
            })
        .sorted(Comparator.comparing(Details.StatementSlice::name))
        .toList();
  }

  private List<Details.MeasureSlice> measures(Map<Integer, Values> values) {
    return DetailTotals.named(state.seen().measures(), values).entrySet().stream()
        .filter(entry -> entry.getValue().values().count() > 0)
        .map(entry -> Details.MeasureSlice.of(entry.getKey(), entry.getValue().values()))
        .toList();
  }

  private static Details.Slice ofType(TypeTally type) {
    return slice(type.counts(), type.latencies());
  }

  private static Details.Slice slice(Counts counts, Latencies latencies) {
    return new Details.Slice(
        counts,
        latencies.percentile(50),
        latencies.percentile(95),
        latencies.percentile(99),
        latencies.max());
  }
}
