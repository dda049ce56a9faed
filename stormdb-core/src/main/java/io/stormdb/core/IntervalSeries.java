package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Sql;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.StatementTally;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import io.stormdb.metrics.WorkerTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a result keeps of the intervals of a run. If they are more than {@link RunPlan#MOST_KEPT},
 * neighbours are put together, from their histograms. Belongs to one thread.
 */
final class IntervalSeries {

  private final RunState state;
  private final int together;
  private final boolean isServiceApart;
  private final List<RunResult.Interval> intervals = new ArrayList<>();
  private final List<Details.Piece> pieces = new ArrayList<>();
  private final List<Cut> growing = new ArrayList<>();

  /**
   * One interval as it was cut.
   *
   * @param start from the start of the run
   * @param length how long it was
   * @param measured whether it belongs to the measured part
   * @param phase in which phase it was, from 0
   * @param lost how long workers were without a connection
   * @param tally what happened
   * @param statements what statements did, by number
   * @param workers what workers did; empty if that is not asked for
   */
  record Cut(
      Duration start,
      Duration length,
      boolean measured,
      int phase,
      Connectivity.Lost lost,
      Tally tally,
      Map<Integer, StatementTally> statements,
      List<WorkerTally> workers) {

    private boolean belongsTo(Cut other) {
      return measured == other.measured && phase == other.phase;
    }

    private Cut plus(Cut next) {
      return new Cut(
          start,
          length.plus(next.length),
          measured,
          phase,
          lost.plus(next.lost),
          Tally.merged(List.of(tally, next.tally)),
          StatementTally.merged(List.of(statements, next.statements)),
          WorkerTally.merged(List.of(workers, next.workers)));
    }
  }

  IntervalSeries(RunState state) {
    this.state = state;
    this.together = state.plan().intervalsKeptAsOne();
    this.isServiceApart = state.openLoop() != null || state.plan().connections().mode().waits();
  }

  /** Takes in the next interval. */
  void add(Cut cut) {
    if (!growing.isEmpty() && !growing.get(0).belongsTo(cut)) {
      end();
    }
    growing.add(cut);
    if (growing.size() == together) {
      end();
    }
  }

  /** Keeps what has been taken in so far. */
  void end() {
    growing.stream().reduce(Cut::plus).ifPresent(this::keep);
    growing.clear();
  }

  private void keep(Cut cut) {
    Tally tally = cut.tally();
    Latencies latencies = tally.latencies();
    intervals.add(
        new RunResult.Interval(
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
            Spread.of(tally.connectionWaits())));
    pieces.add(
        new Details.Piece(
            state.plan().detail().perType()
                ? tally.types().stream().map(IntervalSeries::ofType).toList()
                : List.of(),
            counters(tally),
            cut.workers().stream().map(w -> slice(w.counts(), w.latencies())).toList(),
            statements(cut.statements())));
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

  /** Returns what is kept so far. */
  List<RunResult.Interval> intervals() {
    return intervals;
  }

  /** Returns more of each of them. */
  List<Details.Piece> pieces() {
    return pieces;
  }
}
