package io.stormdb.core;

import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Values;
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
 * @param intervalsKeptAsOne how many intervals of the plan one of the result is; the last before
 *     the measured part, or before the end, may be fewer. At least 1
 */
public record Details(
    List<OfWorker> workers,
    List<OfStatement> statements,
    List<Piece> intervals,
    int intervalsKeptAsOne) {

  /** Of a run of which nothing is known. */
  public static final Details NONE = new Details(List.of(), List.of(), List.of(), 1);

  /** Keeps copies. */
  public Details {
    if (intervalsKeptAsOne < 1) {
      throw new IllegalArgumentException(
          "intervalsKeptAsOne must be at least 1, was " + intervalsKeptAsOne);
    }
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
   * @param measures what the workload measured in it, by name; of the warm-up too
   */
  public record Piece(
      List<Slice> types,
      Map<String, Long> counters,
      List<Slice> workers,
      List<StatementSlice> statements,
      List<MeasureSlice> measures) {

    /** Keeps copies. */
    public Piece {
      types = List.copyOf(types);
      counters = Map.copyOf(counters);
      workers = List.copyOf(workers);
      statements = List.copyOf(statements);
      measures = List.copyOf(measures);
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

  /**
   * The values of one measure in an interval, in its unit, which the whole result has too.
   *
   * @param name of the measure
   * @param count how many values there are, at least 1
   * @param sum of all
   * @param min the smallest
   * @param p50 the median
   * @param p95 95th percentile
   * @param p99 99th percentile
   * @param max the largest
   */
  public record MeasureSlice(
      String name,
      long count,
      double sum,
      double min,
      double p50,
      double p95,
      double p99,
      double max) {

    /** Checks that there are values. */
    public MeasureSlice {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, was " + count);
      }
    }

    static MeasureSlice of(String name, Values values) {
      return new MeasureSlice(
          name,
          values.count(),
          values.sum(),
          values.min().orElseThrow(),
          values.percentile(50).orElseThrow(),
          values.percentile(95).orElseThrow(),
          values.percentile(99).orElseThrow(),
          values.max().orElseThrow());
    }

    /** Returns the mean. */
    public double mean() {
      return sum / count;
    }
  }
}
