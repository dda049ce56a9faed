package io.stormdb.progressive;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What was measured in one band, its warm-up left out. Immutable, and enough to compute every
 * figure of a study anew.
 *
 * @param warmup how long the warm-up lasted
 * @param measured how long was measured; positive
 * @param counts transactions
 * @param statements statements that the server answered
 * @param latencies response times of transactions that did not fail
 * @param failedLatencies response times of those that failed
 * @param connectionWaits how long transactions waited for a connection; none without a pool
 * @param pool how busy the pool of connections was; empty if there was none
 * @param opened connections that were opened for the band
 * @param intervals the time series
 * @param errors by class, most frequent first
 * @param openLoop how the timetable was kept; empty in a closed loop
 * @param client whether the load driver was itself the bottleneck; empty if that is not known
 * @param server what the server said of itself, by name; empty if it was not asked
 */
public record BandFigures(
    Duration warmup,
    Duration measured,
    Counts counts,
    long statements,
    Latencies latencies,
    Latencies failedLatencies,
    Latencies connectionWaits,
    Optional<ConnectionFigures.Pool> pool,
    long opened,
    List<Interval> intervals,
    List<RunResult.ErrorClass> errors,
    Optional<Timetable> openLoop,
    Optional<Client> client,
    Map<String, Double> server) {

  /**
   * One interval of the measured part.
   *
   * @param length how long it was; positive
   * @param successful transactions that did not fail
   * @param failed transactions that failed
   * @param statements statements answered
   */
  public record Interval(Duration length, long successful, long failed, long statements) {}

  /**
   * How the timetable of an open loop was kept.
   *
   * @param due transactions that were meant to start
   * @param unissued those that did not start before the end
   * @param serviceTimes of transactions that did not fail, from their real start; response times
   *     are those of the band
   */
  public record Timetable(long due, long unissued, Latencies serviceTimes) {}

  /**
   * How far the load driver was from being the bottleneck.
   *
   * @param grade from A to D; at D the figures are those of the driver
   * @param reason in one sentence
   * @param processorsUsed how many processors it kept at work on average, such as 0.8; not
   *     negative; empty if that is not known
   */
  public record Client(ClientHealth.Grade grade, String reason, OptionalDouble processorsUsed) {}

  /** Keeps copies, and checks that something was measured. */
  public BandFigures {
    if (measured.isNegative() || measured.isZero()) {
      throw new IllegalArgumentException("measured must be positive, was " + measured);
    }
    intervals = List.copyOf(intervals);
    errors = List.copyOf(errors);
    server = Map.copyOf(new TreeMap<>(server));
  }

  /** Returns successful transactions a second. */
  public double tps() {
    return counts.successful() / seconds(measured);
  }

  /** Returns statements a second. */
  public double qps() {
    return statements / seconds(measured);
  }

  /**
   * Returns the range of TPS with 95 % confidence, by batch means of the intervals. Empty with
   * fewer than {@link BatchMeans#FEWEST} of them.
   */
  public Optional<BatchMeans> tpsRange() {
    return BatchMeans.of(rates(Interval::successful), ConfidenceInterval.USUAL);
  }

  /** Returns the range of QPS, as {@link #tpsRange} does that of TPS. */
  public Optional<BatchMeans> qpsRange() {
    return BatchMeans.of(rates(Interval::statements), ConfidenceInterval.USUAL);
  }

  /**
   * Returns the standard deviation s of TPS from interval to interval, n − 1 in its denominator.
   * Empty with fewer than two intervals.
   */
  public OptionalDouble tpsDeviation() {
    double[] rates = rates(Interval::successful);
    if (rates.length < 2) {
      return OptionalDouble.empty();
    }
    double mean = 0;
    for (double rate : rates) {
      mean += rate / rates.length;
    }
    double squares = 0;
    for (double rate : rates) {
      squares += (rate - mean) * (rate - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / (rates.length - 1)));
  }

  /** Returns the coefficient of variation s / TPS. Empty if there is none, or no transactions. */
  public OptionalDouble tpsVariation() {
    OptionalDouble deviation = tpsDeviation();
    return deviation.isPresent() && tps() > 0
        ? OptionalDouble.of(deviation.getAsDouble() / tps())
        : OptionalDouble.empty();
  }

  /** Returns the share of transactions that failed, 0 to 1; 0 if there were none at all. */
  public double errorShare() {
    return counts.total() == 0 ? 0 : counts.failed() / (double) counts.total();
  }

  /**
   * Returns how many transactions were going on at the same time, on average: X times R, with X all
   * transactions a second and R their mean response time, failed ones included in both.
   */
  public double inProgress() {
    return (total(latencies) + total(failedLatencies)) / seconds(measured);
  }

  /**
   * Returns the share of the time of all open connections in which a transaction had them, 0 to 1:
   * with a pool the time for which they were lent, otherwise the time that transactions took. Empty
   * in an open loop without a pool if transactions failed: their response times are known, but not
   * how much of those was the wait for a worker.
   *
   * @param workers how many there were, each with a connection if there was no pool
   */
  public Optional<Double> connectionUse(int workers) {
    if (pool.isPresent()) {
      return pool.get().utilisation(measured);
    }
    if (openLoop.isEmpty()) {
      return Optional.of(inProgress() / workers);
    }
    return openLoop
        .filter(loop -> counts.failed() == 0)
        .map(loop -> total(loop.serviceTimes()) / seconds(measured) / workers);
  }

  /** The last interval may be short, and says little then. */
  private double[] rates(ToLongFunction<Interval> what) {
    long usual = intervals.stream().mapToLong(one -> one.length().toNanos()).max().orElse(0);
    return intervals.stream()
        .filter(one -> 2 * one.length().toNanos() >= usual)
        .mapToDouble(one -> what.applyAsLong(one) / seconds(one.length()))
        .toArray();
  }

  private static double total(Latencies latencies) {
    return latencies.mean().map(BandFigures::seconds).orElse(0.0) * latencies.count();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
