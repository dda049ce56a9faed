package io.stormdb.core;

import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run taken apart, as finely as its {@link Detail} asked for. Immutable.
 *
 * @param workers each worker, and then each of those who ran deferred transactions; measured part
 *     only; empty if they were not kept apart
 * @param statements each statement that was run, those that took the most time first; measured part
 *     only; empty if they were not timed
 * @param intervals more of each interval of the result, in the same order
 */
public record Details(List<OfWorker> workers, List<OfStatement> statements, List<Piece> intervals) {

  /** Of a run of which nothing is known. */
  public static final Details NONE = new Details(List.of(), List.of(), List.of());

  /** Keeps copies. */
  public Details {
    workers = List.copyOf(workers);
    statements = List.copyOf(statements);
    intervals = List.copyOf(intervals);
  }

  /**
   * What one worker did.
   *
   * @param name for example {@code worker 0}
   * @param counts its transactions
   * @param latencies response times of those that did not fail, to two significant digits
   * @param connected how long of the measured part it had its connection
   */
  public record OfWorker(String name, Counts counts, Latencies latencies, Duration connected) {

    /**
     * Returns its successful transactions a second.
     *
     * @param measured how long the run was measured
     */
    public Optional<Double> tps(Duration measured) {
      return measured.isZero()
          ? Optional.empty()
          : Optional.of(counts.successful() / (measured.toNanos() / 1e9));
    }
  }

  /**
   * What one statement did.
   *
   * @param name of the statement
   * @param kind what it does
   * @param errors how often it failed
   * @param rows how many rows it returned or changed
   * @param latencies from sending it to having the whole answer, of those answered, to two
   *     significant digits
   */
  public record OfStatement(
      String name, StatementKind kind, long errors, long rows, Latencies latencies) {

    /** Returns the time spent waiting for its answers, to the precision of the latencies. */
    public Duration totalTime() {
      return latencies.mean().orElse(Duration.ZERO).multipliedBy(latencies.count());
    }
  }

  /**
   * More of one interval.
   *
   * @param types by type of transaction, in the order of the result; empty if they were not asked
   *     for
   * @param counters what the workload counted in it, by name; of the warm-up too
   * @param workers by worker, in the order of {@link Details#workers}; empty in the warm-up and if
   *     they were not asked for
   * @param statements those that were run in it, by name; empty if they were not timed
   */
  public record Piece(
      List<Slice> types,
      Map<String, Long> counters,
      List<Slice> workers,
      List<StatementSlice> statements) {

    /** Keeps copies. */
    public Piece {
      types = List.copyOf(types);
      counters = Map.copyOf(counters);
      workers = List.copyOf(workers);
      statements = List.copyOf(statements);
    }
  }

  /**
   * The transactions of one type, or of one worker, that ended in an interval.
   *
   * @param counts how many ended in which way
   * @param p50 median response time, empty when none succeeded
   * @param p95 95th percentile
   * @param p99 99th percentile
   * @param max longest
   */
  public record Slice(
      Counts counts,
      Optional<Duration> p50,
      Optional<Duration> p95,
      Optional<Duration> p99,
      Optional<Duration> max) {}

  /**
   * What one statement did in an interval.
   *
   * @param name of the statement
   * @param times from sending it to having the whole answer, of those answered, to two significant
   *     digits; empty if none was
   * @param rows how many it returned or changed
   * @param errors how often it failed
   */
  public record StatementSlice(String name, Optional<Spread> times, long rows, long errors) {}
}
