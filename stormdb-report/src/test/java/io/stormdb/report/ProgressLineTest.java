package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Step;
import io.stormdb.core.RunPlan;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  /** As many commits as latencies of 1, 2, 3... ms, and two statements each. */
  private static Tally tally(int commits, int failed, int retries) {
    return tally(commits, failed, retries, Latencies.none());
  }

  private static Tally tally(int commits, int failed, int retries, Latencies startDelays) {
    long[] nanos = LongStream.rangeClosed(1, commits).map(i -> i * 1_000_000).toArray();
    return new Tally(
        List.of(
            new TypeTally(
                new Counts(commits, 0, failed, retries),
                Latencies.ofNanos(nanos),
                Latencies.ofNanos(nanos),
                Latencies.none())),
        List.of(2L * commits),
        List.of(0L),
        List.of(),
        startDelays,
        Latencies.none());
  }

  private static void second(
      ProgressLine line, int number, boolean measured, Tally tally, int left) {
    line.interval(
        Duration.ofSeconds(number),
        Duration.ofSeconds(1),
        measured,
        tally,
        Duration.ofSeconds(left));
  }

  private List<String> lines() {
    return text.toString().lines().toList();
  }

  @Test
  void showsTheIntervalAndNotWhatWasBefore() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(1), out);
    second(line, 0, true, tally(100, 0, 0), 61);
    second(line, 1, true, tally(1_000, 3, 12), 60);
    assertThat(lines())
        .containsExactly(
            "      1s  TPS     100.0  QPS     200.0  p95  95.0ms  p99  99.0ms  errors 0  retries 0  left 1m1s",
            "      2s  TPS   1,000.0  QPS   2,000.0  p95   950ms  p99   990ms  errors 3  retries 12  left 1m0s");
  }

  @Test
  void namesTheStepAndKeepsStepsApart() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out);
    line.steps(RunPlan.of("ladder"), List.of(Step.of("up"), Step.of("down")));
    line.step(1, Step.of("up"));
    second(line, 0, true, tally(100, 0, 0), 3);
    line.step(2, Step.of("down"));
    second(line, 5, false, tally(10, 0, 0), 1);
    line.close();
    assertThat(lines())
        .containsExactly(
            "      1s  TPS     100.0  QPS     200.0  p95  95.0ms  p99  99.0ms  errors 0  retries 0  left 3s  [1/2 up]",
            "      6s  TPS      10.0  QPS      20.0  p95  10.0ms  p99  10.0ms  errors 0  retries 0  left 1s  (warm-up)  [2/2 down]");
  }

  @Test
  void saysHowLateTransactionsOfAnOpenLoopStart() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out);
    second(line, 0, true, tally(100, 0, 0, Latencies.ofNanos(1_500_000_000, 1_000)), 61);
    second(line, 1, true, tally(100, 0, 0, Latencies.ofNanos(2_000_000)), 60);
    assertThat(lines())
        .containsExactly(
            "      2s  TPS     100.0  QPS     200.0  p95  95.0ms  p99  99.0ms  errors 0  retries 0  late 1.50s  left 1m0s");
  }

  @Test
  void addsIntervalsUpAndMergesTheirLatencies() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out);
    second(line, 0, true, tally(100, 1, 0), 3);
    assertThat(lines()).isEmpty();
    second(line, 1, true, tally(200, 2, 5), 2);
    second(line, 2, true, tally(10, 0, 0), 1);
    assertThat(lines())
        .containsExactly(
            "      2s  TPS     150.0  QPS     300.0  p95   185ms  p99   197ms  errors 3  retries 5  left 2s");
  }

  @Test
  void keepsTheBeatWhenIntervalsAreNotQuiteAsLongAsPlanned() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out);
    for (int i = 0; i < 6; i++) {
      line.interval(
          Duration.ofMillis(i * 1_000 + 6),
          Duration.ofMillis(i == 0 ? 1_006 : 998),
          true,
          tally(1, 0, 0),
          Duration.ZERO);
    }
    assertThat(lines())
        .extracting(l -> l.substring(0, 10).strip())
        .containsExactly("2s", "4s", "6s");
  }

  @Test
  void printsTheRestWhenClosed() {
    try (ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out)) {
      second(line, 0, true, tally(100, 0, 0), 0);
    }
    assertThat(lines())
        .containsExactly(
            "      1s  TPS     100.0  QPS     200.0  p95  95.0ms  p99  99.0ms  errors 0  retries 0");
  }

  @Test
  void keepsWarmUpAndMeasurementApart() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(2), out);
    second(line, 0, false, tally(10, 0, 0), 3);
    second(line, 1, true, tally(100, 0, 0), 2);
    second(line, 2, true, tally(100, 0, 0), 1);
    assertThat(lines())
        .containsExactly(
            "      1s  TPS      10.0  QPS      20.0  p95  10.0ms  p99  10.0ms  errors 0  retries 0  left 3s  (warm-up)",
            "      3s  TPS     100.0  QPS     200.0  p95  95.0ms  p99  99.0ms  errors 0  retries 0  left 1s");
  }

  @Test
  void saysSoWhenNothingSucceeded() {
    ProgressLine line = ProgressLine.every(Duration.ofSeconds(1), out);
    second(line, 0, true, tally(0, 2, 0), 1);
    assertThat(lines())
        .containsExactly(
            "      1s  TPS       0.0  QPS       0.0  p95 no data  p99 no data  errors 2  retries 0  left 1s");
  }

  @Test
  void warnsAtOnceEvenWhenNoLinesAreWanted() {
    ProgressLine line = ProgressLine.warningsOnly(out);
    second(line, 0, true, tally(100, 0, 0), 1);
    line.degraded("worker 3 ended early: ERROR: no\n  Detail: none");
    line.close();
    assertThat(lines()).containsExactly("WARNING: worker 3 ended early: ERROR: no Detail: none");
  }

  @Test
  void refusesAStretchOfNoTime() {
    assertThatThrownBy(() -> ProgressLine.every(Duration.ZERO, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every must be positive, was PT0S");
  }

  @Test
  void warnsBehindTheLastLineWhenTheClientWasTheBottleneck() {
    ProgressLine line = ProgressLine.warningsOnly(out);
    line.judged(Results.normal().client().orElseThrow());
    assertThat(lines()).isEmpty();
    line.judged(Results.failed().client().orElseThrow());
    assertThat(lines())
        .containsExactly(
            "WARNING: the numbers are those of the client (grade D): the client used 95.0% of 2"
                + " processors, on a machine that was full (99.8%), with all else that ran there");
  }
}
