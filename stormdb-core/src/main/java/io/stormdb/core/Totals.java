package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.RunTotals;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the measured part of a run came to, by the names of the workload. */
record Totals(Runner.Outcome outcome) implements RunTotals {

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

  Map<String, Long> counters() {
    Map<String, Long> byName = new TreeMap<>();
    for (Counter counter : outcome.state().countersSeen().values()) {
      if (counter.isReported()) {
        byName.merge(counter.name(), counted(counter), Long::sum);
      }
    }
    return byName;
  }

  /** Returns all counters, with those that reports do not show. */
  StepTotals.Counted byOrdinal() {
    return new StepTotals.Counted(
        outcome.warmupTally().counters(), outcome.measuredTally().counters());
  }

  RunResult.Sessions sessions() {
    return new RunResult.Sessions(
        counted(UserSessions.BEGUN),
        counted(UserSessions.ENDED),
        counted(UserSessions.TRANSACTIONS),
        Duration.ofNanos(counted(UserSessions.NANOS)));
  }

  @Override
  public Duration measured() {
    return outcome.measured();
  }

  @Override
  public long committed(String transaction) {
    return counts(transaction).committed();
  }

  @Override
  public long rolledBack(String transaction) {
    return counts(transaction).rolledBack();
  }

  @Override
  public long failed(String transaction) {
    return counts(transaction).failed();
  }

  @Override
  public long counted(Counter counter) {
    return counted(counter, outcome.measuredTally());
  }

  @Override
  public long warmupCounted(Counter counter) {
    return counted(counter, outcome.warmupTally());
  }

  private static long counted(Counter counter, Tally tally) {
    int ordinal = counter.ordinal();
    return ordinal < tally.counters().size() ? tally.counters().get(ordinal) : 0;
  }

  @Override
  public long measuredCount(Measure measure) {
    return values(measure).count();
  }

  @Override
  public OptionalDouble measuredMean(Measure measure) {
    return values(measure).mean();
  }

  @Override
  public Optional<Duration> percentile(String transaction, double percentile) {
    return latencies(transaction).percentile(percentile);
  }

  @Override
  public Optional<Duration> mean(String transaction) {
    return latencies(transaction).mean();
  }

  private Values values(Measure measure) {
    RunResult.Measured measured = outcome.measures().get(measure.name());
    return measured == null ? Values.none() : measured.values();
  }

  private Counts counts(String transaction) {
    int type = outcome.typeNames().indexOf(transaction);
    return type < 0 ? Counts.ZERO : outcome.measuredTally().types().get(type).counts();
  }

  private Latencies latencies(String transaction) {
    int type = outcome.typeNames().indexOf(transaction);
    return type < 0 ? Latencies.none() : outcome.measuredTally().types().get(type).latencies();
  }
}
