package io.stormdb.metrics;

import java.util.List;

/**
 * What all workers together did in some time.
 *
 * @param types by type of transaction
 * @param statements statements answered, by kind
 * @param rows rows returned or changed, by kind of statement
 * @param counters counters of the workload
 * @param startDelays how long after the moment meant transactions started; none where every
 *     transaction starts when its worker is ready
 * @param connectionWaits how long transactions waited for a connection, failed ones included; none
 *     where every worker keeps its own
 */
public record Tally(
    List<TypeTally> types,
    List<Long> statements,
    List<Long> rows,
    List<Long> counters,
    Latencies startDelays,
    Latencies connectionWaits) {

  /** Keeps copies. */
  public Tally {
    types = List.copyOf(types);
    statements = List.copyOf(statements);
    rows = List.copyOf(rows);
    counters = List.copyOf(counters);
  }

  /** Returns the counts of all types together. */
  public Counts counts() {
    return Counts.sum(types.stream().map(TypeTally::counts).toList());
  }

  /** Returns the response times of all transactions that did not fail. */
  public Latencies latencies() {
    return Latencies.merged(types.stream().map(TypeTally::latencies).toList());
  }

  /** Returns the service times of all transactions that did not fail. */
  public Latencies serviceTimes() {
    return Latencies.merged(types.stream().map(TypeTally::serviceTimes).toList());
  }

  /** Returns the response times of all transactions that failed. */
  public Latencies failedLatencies() {
    return Latencies.merged(types.stream().map(TypeTally::failedLatencies).toList());
  }

  /** Returns how many statements were answered. */
  public long statementCount() {
    return statements.stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many rows were returned or changed. */
  public long rowCount() {
    return rows.stream().mapToLong(Long::longValue).sum();
  }
}
