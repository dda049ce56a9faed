package io.stormdb.metrics;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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

  /**
   * Returns what happened in several stretches of time together.
   *
   * @param parts one after the other, of the same types and kinds; at least one
   */
  public static Tally merged(List<Tally> parts) {
    return new Tally(
        IntStream.range(0, parts.get(0).types.size())
            .mapToObj(
                type -> TypeTally.merged(parts.stream().map(part -> part.types.get(type)).toList()))
            .toList(),
        sums(parts, Tally::statements),
        sums(parts, Tally::rows),
        sums(parts, Tally::counters),
        Latencies.merged(parts.stream().map(Tally::startDelays).toList()),
        Latencies.merged(parts.stream().map(Tally::connectionWaits).toList()));
  }

  /** Counters may have been seen for the first time between one part and the next. */
  private static List<Long> sums(List<Tally> parts, Function<Tally, List<Long>> figures) {
    int size = parts.stream().mapToInt(part -> figures.apply(part).size()).max().orElse(0);
    return IntStream.range(0, size)
        .mapToObj(
            index ->
                parts.stream()
                    .map(figures)
                    .filter(list -> index < list.size())
                    .mapToLong(list -> list.get(index))
                    .sum())
        .toList();
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
