package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many transactions took how long: between the limits that the plan asks for, or between 1, 2
 * and 5 times a power of 10.
 */
final class LatencyBars {

  private static final long[] STEPS = {1, 2, 5};

  private LatencyBars() {}

  /**
   * One bar.
   *
   * @param limit the longest latency in it; empty for the bar beyond all limits
   * @param count how many transactions are in it and in none before
   */
  record Bar(Optional<Duration> limit, long count) {}

  /** Returns the bars; none when there are no latencies. */
  static List<Bar> of(RunResult result) {
    Latencies latencies = result.latencies();
    List<Duration> limits = result.plan().latencyDetail().buckets();
    if (latencies.count() == 0) {
      return List.of();
    }
    return limits.isEmpty() ? usual(latencies) : between(limits, latencies);
  }

  /** All bars that were asked for, and one more if something is beyond them. */
  private static List<Bar> between(List<Duration> limits, Latencies latencies) {
    List<Bar> bars = new ArrayList<>();
    long below = 0;
    for (Duration limit : limits) {
      long upTo = latencies.countUpTo(limit);
      bars.add(new Bar(Optional.of(limit), upTo - below));
      below = upTo;
    }
    if (below < latencies.count()) {
      bars.add(new Bar(Optional.empty(), latencies.count() - below));
    }
    return bars;
  }

  /** From the first bar with something in it to the last. */
  private static List<Bar> usual(Latencies latencies) {
    List<Bar> bars = new ArrayList<>();
    long below = 0;
    for (long power = 1_000; below < latencies.count(); power *= 10) {
      for (long step : STEPS) {
        Duration limit = Duration.ofNanos(step * power);
        long upTo = latencies.countUpTo(limit);
        if (upTo > 0 && below < latencies.count()) {
          bars.add(new Bar(Optional.of(limit), upTo - below));
        }
        below = upTo;
      }
    }
    return bars;
  }
}
