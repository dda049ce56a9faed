package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Measure;
import io.stormdb.api.RunTotals;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What all steps of a run came to, for the workload's audit.
 *
 * @param whole the run as a whole
 * @param counters of each step, by ordinal; with those that reports do not show
 */
record StepTotals(RunResult whole, List<Counted> counters) implements RunTotals {

  /**
   * The counters of one step, by ordinal.
   *
   * @param warmup those of the warm-up
   * @param measured those of the measured part
   */
  record Counted(List<Long> warmup, List<Long> measured) {}

  @Override
  public Duration measured() {
    return whole.measured();
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
    return counters.stream().mapToLong(step -> of(counter, step.measured())).sum();
  }

  @Override
  public long warmupCounted(Counter counter) {
    return counters.stream().mapToLong(step -> of(counter, step.warmup())).sum();
  }

  private static long of(Counter counter, List<Long> byOrdinal) {
    return counter.ordinal() < byOrdinal.size() ? byOrdinal.get(counter.ordinal()) : 0;
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
    RunResult.Measured measured = whole.measures().get(measure.name());
    return measured == null ? Values.none() : measured.values();
  }

  private Counts counts(String transaction) {
    return Counts.sum(
        whole.transactions().stream()
            .filter(type -> type.name().equals(transaction))
            .map(RunResult.Transactions::counts)
            .toList());
  }

  private Latencies latencies(String transaction) {
    return Latencies.merged(
        whole.transactions().stream()
            .filter(type -> type.name().equals(transaction))
            .map(RunResult.Transactions::latencies)
            .toList());
  }
}
