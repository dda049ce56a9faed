package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.RunTotals;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the measured part of a run came to, by the names of the workload: of one step, or of all of
 * them together.
 *
 * @param measured how long was measured
 * @param transactions by type
 * @param measures by name
 * @param counters of each step; with those that reports do not show
 */
record Totals(
    Duration measured,
    List<RunResult.Transactions> transactions,
    Map<String, RunResult.Measured> measures,
    List<Counted> counters)
    implements RunTotals {

  /**
   * The counters of one step, by ordinal.
   *
   * @param warmup those of the warm-up
   * @param measured those of the measured part
   */
  record Counted(List<Long> warmup, List<Long> measured) {

    static Counted of(Tally warmup, Tally measured) {
      return new Counted(warmup.counters(), measured.counters());
    }

    private static long in(List<Long> byOrdinal, Counter counter) {
      return counter.ordinal() < byOrdinal.size() ? byOrdinal.get(counter.ordinal()) : 0;
    }
  }

  /** Returns what all steps of a run came to. */
  static Totals together(RunResult whole, List<Totals> steps) {
    return new Totals(
        whole.measured(),
        whole.transactions(),
        whole.measures(),
        steps.stream().flatMap(step -> step.counters.stream()).toList());
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
    return counters.stream().mapToLong(step -> Counted.in(step.measured, counter)).sum();
  }

  @Override
  public long warmupCounted(Counter counter) {
    return counters.stream().mapToLong(step -> Counted.in(step.warmup, counter)).sum();
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
    RunResult.Measured found = measures.get(measure.name());
    return found == null ? Values.none() : found.values();
  }

  private Counts counts(String transaction) {
    return Counts.sum(of(transaction, RunResult.Transactions::counts).toList());
  }

  private Latencies latencies(String transaction) {
    return Latencies.merged(of(transaction, RunResult.Transactions::latencies).toList());
  }

  private <T> Stream<T> of(String transaction, Function<RunResult.Transactions, T> part) {
    return transactions.stream().filter(type -> type.name().equals(transaction)).map(part);
  }
}
