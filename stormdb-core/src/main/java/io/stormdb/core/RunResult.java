package io.stormdb.core;

import io.stormdb.api.Finding;
import io.stormdb.api.LoadedData;
import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.LatencyRanges;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a run. Immutable, and complete: everything that a report shows is in here.
 *
 * @param runId identifies the run; also in the {@code application_name} of its connections
 * @param plan what was asked for
 * @param workload the name of the type that ran, aliases resolved
 * @param schema the schema that it ran in
 * @param parameters the values of all its parameters, defaults included
 * @param notice a sentence of the workload that every report must carry, or blank
 * @param status how the run ended
 * @param degraded why the load was not what was asked for, one sentence each; empty when it was
 * @param started when the first worker started
 * @param warmup how long the warm-up lasted
 * @param measured how long was measured: what all rates divide by
 * @param environment where it ran
 * @param data what it ran on
 * @param transactions by type, measured part only, in the order of the workload
 * @param statements statements that the server answered, measured part only
 * @param errors by class, most frequent first, measured part only
 * @param intervals the time series, warm-up included
 * @param counters counters of the workload by name, measured part only
 * @param warmupCounts transactions of the warm-up
 * @param openLoop how the timetable of an open loop was kept; empty for a closed one
 * @param phases what happened in each phase of the plan; empty if it has none
 * @param audit what the workload says of its own load
 * @param checks results of the invariants, if they were asked for
 * @param client whether the load driver was itself the bottleneck; empty when nothing was measured
 * @param measures of the workload by name, measured part only
 * @param details of workers, statements and intervals
 * @param latencyRanges where the true latencies lie; empty if that cannot be said
 * @param stopping whether the run ended because TPS was known; empty if that was not asked for
 * @param sessions the visits of users; empty if the workload has none
 * @param connections how workers came by connections
 * @param availability how much of the run had connections to work with
 * @param steps what the run was made of; all else is of all of them, without the time between them
 */
public record RunResult(
    String runId,
    RunPlan plan,
    String workload,
    String schema,
    Map<String, String> parameters,
    String notice,
    Status status,
    List<String> degraded,
    Instant started,
    Duration warmup,
    Duration measured,
    Environment environment,
    LoadedData data,
    List<Transactions> transactions,
    Map<StatementKind, Statements> statements,
    List<ErrorClass> errors,
    List<Interval> intervals,
    Map<String, Long> counters,
    Counts warmupCounts,
    Optional<OpenLoop> openLoop,
    List<PhaseTotals> phases,
    List<Finding> audit,
    List<CheckResult> checks,
    Optional<ClientHealth> client,
    Map<String, Measured> measures,
    Details details,
    Optional<LatencyRanges> latencyRanges,
    Optional<Stopping> stopping,
    Optional<Visits> sessions,
    ConnectionFigures connections,
    Availability availability,
    Steps steps) {

  /** How a run ended. */
  public enum Status {
    /** As planned. */
    COMPLETED,
    /** Early, because somebody wanted it so. */
    INTERRUPTED,
    /** Early, because it could not go on; or without anybody being able to work at its end. */
    FAILED,
    /** With more failed transactions than the plan allows; early if that was clear before. */
    TOO_MANY_ERRORS
  }

  /**
   * The transactions of one type.
   *
   * @param name of the type
   * @param counts how many ended in which way
   * @param latencies response times of those that did not fail: from the moment when they were
   *     meant to start, with all tries
   * @param serviceTimes of the same, from their real start; the same figures in a closed loop
   * @param failedLatencies response times of those that failed
   */
  public record Transactions(
      String name,
      Counts counts,
      Latencies latencies,
      Latencies serviceTimes,
      Latencies failedLatencies) {}

  /**
   * How the timetable of an open loop was kept, measured part only.
   *
   * @param due transactions that were meant to start
   * @param unissued those of them that did not before the end, because no worker was free
   * @param startDelays how long after the moment meant the others started
   */
  public record OpenLoop(long due, long unissued, Latencies startDelays) {}

  /**
   * What happened in one phase.
   *
   * @param phase what was asked for
   * @param start from the start of the run
   * @param length how long it really was
   * @param counts transactions that ended in it
   * @param statements statements answered in it
   * @param latencies response times of those that ended in it and did not fail
   */
  public record PhaseTotals(
      Phase phase,
      Duration start,
      Duration length,
      Counts counts,
      long statements,
      Latencies latencies) {

    /** Returns successful transactions a second. */
    public double tps() {
      return counts.successful() / (length.toNanos() / 1e9);
    }
  }

  /**
   * The statements of one kind.
   *
   * @param count how many the server answered
   * @param rows how many rows they returned or changed
   */
  public record Statements(long count, long rows) {}

  /**
   * What a workload measured of its own domain.
   *
   * @param unit what values are given in; blank for none
   * @param values how they are spread
   */
  public record Measured(String unit, Values values) {}

  /**
   * Errors of one class.
   *
   * @param name readable, for example {@code serialization_failure}
   * @param sqlState the SQLSTATE, or blank when the error did not come from the server
   * @param transactions how many transactions failed of it for good
   * @param retried how many tries failed of it and were tried again
   * @param sample the message of one of them
   */
  public record ErrorClass(
      String name, String sqlState, long transactions, long retried, String sample) {}

  /**
   * One interval of the time series.
   *
   * @param start from the start of the run
   * @param length how long it really was
   * @param measured whether it belongs to the measured part
   * @param counts transactions that ended in it
   * @param statements statements answered in it
   * @param p50 median response time, empty when nothing succeeded
   * @param p95 95th percentile
   * @param p99 99th percentile
   * @param max longest
   * @param startDelay the longest delay of a start in an open loop; empty when nothing started
   * @param rows rows returned or changed in it
   * @param mean mean response time
   * @param p90 90th percentile
   * @param p999 percentile 99.9
   * @param lost for how long workers were without a connection in it, summed up over the workers
   * @param down how much of it all workers were without one
   * @param service service times of what succeeded, where they are not the response times: in an
   *     open loop, and where transactions wait for a connection
   * @param connectionWait how long transactions waited for a connection, failed ones included;
   *     empty where workers keep theirs
   */
  public record Interval(
      Duration start,
      Duration length,
      boolean measured,
      Counts counts,
      long statements,
      Optional<Duration> p50,
      Optional<Duration> p95,
      Optional<Duration> p99,
      Optional<Duration> max,
      Optional<Duration> startDelay,
      long rows,
      Optional<Duration> mean,
      Optional<Duration> p90,
      Optional<Duration> p999,
      Duration lost,
      Duration down,
      Optional<Spread> service,
      Optional<Spread> connectionWait) {

    /** Returns successful transactions a second. */
    public double tps() {
      return counts.successful() / (length.toNanos() / 1e9);
    }
  }

  /** Keeps copies. */
  public RunResult {
    parameters = Map.copyOf(parameters);
    degraded = List.copyOf(degraded);
    transactions = List.copyOf(transactions);
    statements = Map.copyOf(statements);
    errors = List.copyOf(errors);
    intervals = List.copyOf(intervals);
    counters = Map.copyOf(counters);
    phases = List.copyOf(phases);
    audit = List.copyOf(audit);
    checks = List.copyOf(checks);
    measures = Map.copyOf(measures);
  }

  /** Returns the counts of all types together, measured part only. */
  public Counts counts() {
    return Counts.sum(transactions.stream().map(Transactions::counts).toList());
  }

  /** Returns the response times of all transactions that did not fail, measured part only. */
  public Latencies latencies() {
    return Latencies.merged(transactions.stream().map(Transactions::latencies).toList());
  }

  /** Returns the service times of the same: the response times in a closed loop. */
  public Latencies serviceTimes() {
    return Latencies.merged(transactions.stream().map(Transactions::serviceTimes).toList());
  }

  /** Returns the response times of all transactions that failed, measured part only. */
  public Latencies failedLatencies() {
    return Latencies.merged(transactions.stream().map(Transactions::failedLatencies).toList());
  }

  /** Returns statements answered, of all kinds. */
  public long statementCount() {
    return statements.values().stream().mapToLong(Statements::count).sum();
  }

  /**
   * Returns transactions a second: those that committed or were rolled back as expected, over the
   * time measured. Empty when nothing was measured.
   */
  public Optional<Double> tps() {
    return perSecond(counts().successful());
  }

  /** Returns statements a second. Empty when nothing was measured. */
  public Optional<Double> qps() {
    return perSecond(statementCount());
  }

  /**
   * Returns the share of transactions that committed or were rolled back as expected, from 0 to 1.
   * Empty when there were none.
   */
  public Optional<Double> successRate() {
    Counts all = counts();
    return all.total() == 0
        ? Optional.empty()
        : Optional.of(all.successful() / (double) all.total());
  }

  /** Returns whether a check of the data failed. */
  public boolean isDataViolated() {
    return checks.stream().anyMatch(check -> check.verdict() == Finding.Verdict.FAIL);
  }

  /**
   * Returns what the workload found that makes this result one of something else than was meant to
   * be measured; empty if the result is valid.
   */
  public List<Finding> invalidations() {
    return audit.stream().filter(finding -> finding.verdict() == Finding.Verdict.INVALID).toList();
  }

  private Optional<Double> perSecond(long count) {
    return measured.isZero() ? Optional.empty() : Optional.of(count / (measured.toNanos() / 1e9));
  }
}
