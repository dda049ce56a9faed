package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.Interval;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerMetric;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.ServerTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Intervals of a run with what client and server did in them, side by side: a line each, by RFC
 * 4180. A cell is empty where there is no data.
 */
public final class TimelineCsv {

  private static final List<String> CLIENT =
      List.of(
          "start_s",
          "length_s",
          "measured",
          "tps",
          "qps",
          "failed",
          "retries",
          "mean_ms",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "max_ms");

  private TimelineCsv() {}

  /**
   * Returns the whole text, headings first.
   *
   * @param statistics of the server; without them, it has no columns
   */
  public static String format(RunResult result, Optional<ServerStatistics> statistics) {
    Optional<ServerTimeline> timeline =
        statistics.map(ServerStatistics::timeline).flatMap(Observed::find);
    CsvLines text = new CsvLines();
    List<String> headings = new ArrayList<>(CLIENT);
    if (statistics.isPresent()) {
      headings.add("server_sampled_s");
      for (ServerMetric metric : ServerMetric.values()) {
        headings.add("server_" + MetricNames.of(metric));
      }
      headings.add("server_gaps");
      headings.add("server_autovacuum");
    }
    headings.add("client_grade");
    text.add(headings);
    for (Interval interval : result.intervals()) {
      List<String> cells = client(interval);
      if (statistics.isPresent()) {
        cells.addAll(
            server(
                timeline
                    .filter(known -> interval.measured())
                    .map(known -> known.during(interval.start(), interval.length()))));
      }
      // beside all TPS: at D they say little of the server
      cells.add(result.client().map(health -> health.grade().name()).orElse(""));
      text.add(cells);
    }
    return text.toString();
  }

  /**
   * Writes it to a file, in UTF-8. The file appears or is replaced at once.
   *
   * @throws IOException if that is not possible; the message says which file and why
   */
  public static void write(RunResult result, Optional<ServerStatistics> statistics, Path file)
      throws IOException {
    new ResultFile(file).write(format(result, statistics));
  }

  private static List<String> client(Interval interval) {
    List<String> cells = new ArrayList<>();
    cells.add(CsvLines.seconds(interval.start()));
    cells.add(CsvLines.seconds(interval.length()));
    cells.add(Boolean.toString(interval.measured()));
    cells.add(CsvLines.number(interval.tps()));
    cells.add(CsvLines.number(interval.statements() / (interval.length().toNanos() / 1e9)));
    cells.add(Long.toString(interval.counts().failed()));
    cells.add(Long.toString(interval.counts().retries()));
    for (Optional<Duration> latency :
        List.of(interval.mean(), interval.p50(), interval.p95(), interval.p99(), interval.max())) {
      cells.add(latency.map(CsvLines::millis).orElse(""));
    }
    return cells;
  }

  private static List<String> server(Optional<ServerTimeline.During> during) {
    List<String> cells = new ArrayList<>();
    cells.add(during.map(known -> CsvLines.seconds(known.longest())).orElse(""));
    for (ServerMetric metric : ServerMetric.values()) {
      cells.add(
          during
              .map(known -> known.figures().of(metric))
              .filter(value -> value.isPresent())
              .map(value -> CsvLines.number(value.getAsDouble()))
              .orElse(""));
    }
    cells.add(during.map(known -> gaps(known.gaps())).orElse(""));
    cells.add(
        during
            .map(known -> known.autovacuum().stream().sorted().collect(Collectors.joining("; ")))
            .orElse(""));
    return cells;
  }

  private static String gaps(Map<String, String> gaps) {
    return new TreeMap<>(gaps)
        .entrySet().stream()
            .map(gap -> gap.getKey() + ": " + gap.getValue())
            .collect(Collectors.joining("; "));
  }
}
