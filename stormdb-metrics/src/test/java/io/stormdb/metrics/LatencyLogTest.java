package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

class LatencyLogTest {

  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Map<String, Histogram> read() {
    HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(bytes.toByteArray()));
    Map<String, Histogram> byTag = new TreeMap<>();
    while (reader.hasNext()) {
      Histogram interval = (Histogram) reader.nextIntervalHistogram();
      byTag.computeIfAbsent(interval.getTag(), tag -> new Histogram(3)).add(interval);
    }
    return byTag;
  }

  private static void record(PhaseRecorder recorder, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      long nanos = random.nextLong(100_000, 2_000_000_000);
      recorder.worker(0).startDelay(nanos / 2);
      recorder.worker(0).transaction(i % 2, Outcome.COMMITTED, 1, nanos);
      recorder.worker(0).serviceTime(i % 2, nanos / 2);
    }
    recorder.worker(0).transaction(1, Outcome.FAILED, 1, 7_000_000);
  }

  @Test
  void readByTheLibrarysOwnReaderHasTheCountsAndPercentilesOfTheRun() throws IOException {
    PhaseRecorder recorder = new PhaseRecorder(1, 2, 1, true);
    try (LatencyLog log = new LatencyLog(bytes, STARTED, List.of("balance", "big transfer"))) {
      for (int second = 0; second < 5; second++) {
        record(recorder, second);
        log.add(Duration.ofSeconds(second), Duration.ofSeconds(1), recorder.flip());
      }
    }
    Tally total = recorder.total();
    Map<String, Histogram> log = read();
    assertThat(log)
        .containsOnlyKeys(
            "balance",
            "balance.service",
            "big_transfer",
            "big_transfer.failed",
            "big_transfer.service");
    assertSame(log.get("balance"), total.types().get(0).latencies());
    assertSame(log.get("balance.service"), total.types().get(0).serviceTimes());
    assertSame(log.get("big_transfer"), total.types().get(1).latencies());
    assertSame(log.get("big_transfer.failed"), total.types().get(1).failedLatencies());
  }

  private static void assertSame(Histogram logged, Latencies latencies) {
    assertThat(logged.getTotalCount()).isEqualTo(latencies.count());
    for (double percentile : new double[] {0.1, 50, 95, 99, 99.9, 100}) {
      assertThat(logged.getValueAtPercentile(percentile))
          .isEqualTo(latencies.percentile(percentile).orElseThrow().toNanos());
    }
  }

  @Test
  void hasTheTimesOfIntervalsAndIsCompleteAfterEachOfThem() throws IOException {
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    recorder.worker(0).transaction(0, Outcome.COMMITTED, 1, 2_000_000);
    LatencyLog log = new LatencyLog(bytes, STARTED, List.of("balance"));
    log.add(Duration.ofMillis(1_500), Duration.ofSeconds(1), recorder.flip());
    // not closed: whoever kills the process does not close it either
    HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(bytes.toByteArray()));
    Histogram interval = (Histogram) reader.nextIntervalHistogram();
    assertThat(interval.getTotalCount()).isEqualTo(1);
    assertThat(interval.getStartTimeStamp()).isEqualTo(STARTED.toEpochMilli() + 1_500);
    assertThat(interval.getEndTimeStamp()).isEqualTo(STARTED.toEpochMilli() + 2_500);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("#[StartTime: 1767323045.678 (seconds since epoch)")
        .contains("\nTag=balance,1.500,1.000,2.00");
  }

  @Test
  void saysThatTheDiskIsFull() throws IOException {
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    recorder.worker(0).transaction(0, Outcome.COMMITTED, 1, 2_000_000);
    new LatencyLog(bytes, STARTED, List.of("balance")).close();
    int head = bytes.size();
    LatencyLog log =
        new LatencyLog(
            new OutputStream() {
              private int left = head + 10;

              @Override
              public void write(int b) throws IOException {
                if (left-- == 0) {
                  throw new IOException("No space left on device");
                }
              }
            },
            STARTED,
            List.of("balance"));
    assertThatThrownBy(() -> log.add(Duration.ZERO, Duration.ofSeconds(1), recorder.flip()))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }
}
