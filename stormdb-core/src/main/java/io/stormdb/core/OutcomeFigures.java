package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What was taken down by number in a run, under the names that its result has for it. */
record OutcomeFigures(Runner.Outcome outcome) {

  List<RunResult.Transactions> transactions() {
    return IntStream.range(0, outcome.typeNames().size())
        .mapToObj(
            type -> {
              TypeTally tally = outcome.measuredTally().types().get(type);
              return new RunResult.Transactions(
                  outcome.typeNames().get(type),
                  tally.counts(),
                  tally.latencies(),
                  tally.serviceTimes(),
                  tally.failedLatencies());
            })
        .toList();
  }

  Map<StatementKind, RunResult.Statements> statements() {
    Tally tally = outcome.measuredTally();
    Map<StatementKind, RunResult.Statements> byKind = new EnumMap<>(StatementKind.class);
    int index = 0;
    for (StatementKind kind : StatementKind.values()) {
      byKind.put(
          kind, new RunResult.Statements(tally.statements().get(index), tally.rows().get(index)));
      index++;
    }
    return byKind;
  }

  /** Returns what the counters that reports show have counted. */
  Map<String, Long> counters() {
    Map<String, Long> byName = new TreeMap<>();
    for (Counter counter : outcome.state().countersSeen().values()) {
      if (counter.isReported()) {
        byName.merge(counter.name(), totals().counted(counter), Long::sum);
      }
    }
    return byName;
  }

  /** Returns the visits of users; empty if the workload has none. */
  Optional<Visits> visits() {
    Totals totals = totals();
    return Optional.ofNullable(outcome.state().users())
        .map(
            users ->
                new Visits(
                    totals.counted(UserSessions.BEGUN),
                    totals.counted(UserSessions.ENDED),
                    totals.counted(UserSessions.TRANSACTIONS),
                    Duration.ofNanos(totals.counted(UserSessions.NANOS))));
  }

  Totals totals() {
    return new Totals(
        outcome.measured(),
        transactions(),
        outcome.measures(),
        List.of(Totals.Counted.of(outcome.warmupTally(), outcome.measuredTally())));
  }
}
