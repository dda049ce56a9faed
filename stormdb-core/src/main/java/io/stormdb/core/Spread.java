package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;

/**
 * How times of one interval are spread.
 *
 * @param count how many there were, at least 1
 * @param mean of them
 * @param p50 median
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param max longest
 */
public record Spread(
    long count, Duration mean, Duration p50, Duration p95, Duration p99, Duration max) {

  /** Returns the spread of some times; empty if there are none. */
  static Optional<Spread> of(Latencies times) {
    return times
        .mean()
        .map(
            mean ->
                new Spread(
                    times.count(),
                    mean,
                    times.percentile(50).orElseThrow(),
                    times.percentile(95).orElseThrow(),
                    times.percentile(99).orElseThrow(),
                    times.max().orElseThrow()));
  }
}
