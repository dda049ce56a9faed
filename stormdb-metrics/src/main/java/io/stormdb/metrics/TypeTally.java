package io.stormdb.metrics;

import java.util.List;

/**
 * What happened to the transactions of one type.
 *
 * @param counts how many ended in which way
 * @param latencies response times of those that committed or were rolled back as expected: from the
 *     moment when they were meant to start
 * @param serviceTimes of the same, from the moment when they really started; the same figures where
 *     nothing has to wait for a worker
 * @param failedLatencies response times of those that failed
 */
public record TypeTally(
    Counts counts, Latencies latencies, Latencies serviceTimes, Latencies failedLatencies) {

  static TypeTally merged(List<TypeTally> parts) {
    return new TypeTally(
        Counts.sum(parts.stream().map(TypeTally::counts).toList()),
        Latencies.merged(parts.stream().map(TypeTally::latencies).toList()),
        Latencies.merged(parts.stream().map(TypeTally::serviceTimes).toList()),
        Latencies.merged(parts.stream().map(TypeTally::failedLatencies).toList()));
  }
}
