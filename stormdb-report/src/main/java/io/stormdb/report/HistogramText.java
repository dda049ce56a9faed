package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many transactions took how long, as bars between limits of 1, 2 and 5 times a power of 10.
 */
final class HistogramText {

  private static final int LONGEST_BAR = 30;
  private static final long[] STEPS = {1, 2, 5};

  private HistogramText() {}

  private record Bar(Duration limit, long count) {}

  /** Returns the bars, or a blank text when there are no latencies. */
  static String of(RunResult result) {
    Latencies latencies = result.latencies();
    if (latencies.count() == 0) {
      return "";
    }
    List<Bar> bars = bars(latencies);
    long highest = bars.stream().mapToLong(Bar::count).max().orElseThrow();
    Table table = new Table().number("Up to").number("Count").number("Share").text("");
    for (Bar bar : bars) {
      // rounded up: where something is, something must be seen
      long length = (bar.count() * LONGEST_BAR + highest - 1) / highest;
      table.row(
          limit(bar),
          Numbers.count(bar.count()),
          Numbers.percent(bar.count(), latencies.count(), 1),
          "#".repeat((int) length));
    }
    return new Block("Latency Histogram:").table(table).toString();
  }

  private static String limit(Bar bar) {
    return Numbers.latency(bar.limit()).replaceFirst("\\.0+", "");
  }

  /** From the first bar with something in it to the last. */
  private static List<Bar> bars(Latencies latencies) {
    List<Bar> bars = new ArrayList<>();
    long below = 0;
    for (long power = 1_000; below < latencies.count(); power *= 10) {
      for (long step : STEPS) {
        Duration limit = Duration.ofNanos(step * power);
        long upTo = latencies.countUpTo(limit);
        if (upTo > 0 && below < latencies.count()) {
          bars.add(new Bar(limit, upTo - below));
        }
        below = upTo;
      }
    }
    return bars;
  }
}
