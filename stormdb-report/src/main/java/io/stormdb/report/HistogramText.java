package io.stormdb.report;

import io.stormdb.core.RunResult;
import java.util.List;

/** How many transactions took how long, as bars. */
final class HistogramText {

  private static final int LONGEST_BAR = 30;

  private HistogramText() {}

  /** Returns the bars, or a blank text when there are no latencies. */
  static String of(RunResult result) {
    List<LatencyBars.Bar> bars = LatencyBars.of(result);
    if (bars.isEmpty()) {
      return "";
    }
    long all = result.latencies().count();
    long highest = bars.stream().mapToLong(LatencyBars.Bar::count).max().orElseThrow();
    Table table = new Table().number("Up to").number("Count").number("Share").text("");
    for (LatencyBars.Bar bar : bars) {
      // rounded up: where something is, something must be seen
      long length = (bar.count() * LONGEST_BAR + highest - 1) / highest;
      table.row(
          limit(bar),
          Numbers.count(bar.count()),
          Numbers.percent(bar.count(), all, 1),
          "#".repeat((int) length));
    }
    return new Block("Latency Histogram:").table(table).toString();
  }

  private static String limit(LatencyBars.Bar bar) {
    return bar.limit()
        .map(limit -> Numbers.latency(limit).replaceFirst("\\.0+(?!\\d)", ""))
        .orElse("more");
  }
}
