package io.stormdb.metrics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one worker did.
 *
 * @param counts its transactions of all types
 * @param latencies response times of those that did not fail, to two significant digits
 */
public record WorkerTally(Counts counts, Latencies latencies) {

  /**
   * Returns what workers did in several stretches of time together.
   *
   * @param parts each with the same workers in the same order; at least one
   */
  public static List<WorkerTally> merged(List<List<WorkerTally>> parts) {
    return IntStream.range(0, parts.get(0).size())
        .mapToObj(
            worker ->
                new WorkerTally(
                    Counts.sum(parts.stream().map(part -> part.get(worker).counts).toList()),
                    Latencies.merged(
                        parts.stream().map(part -> part.get(worker).latencies).toList())))
        .toList();
  }
}
