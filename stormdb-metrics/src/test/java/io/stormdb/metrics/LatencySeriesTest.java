package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.statistics.Frequencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencySeriesTest {

  @Test
  void keepsEveryLatencyOfARunOfAnyLengthInAtMost240Parts() {
    LatencySeries series = new LatencySeries();
    List<Latencies> all = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 1_001; i++) {
      Latencies interval = Latencies.ofNanos(random.longs(5, 1, 1_000_000).toArray());
      series.add(interval);
      all.add(interval);
      assertThat(series.parts()).hasSizeLessThanOrEqualTo(240);
    }
    // 240 became 120 of two, and those 120 of four and so on; the last holds one of eight
    assertThat(series.parts()).hasSize(126);
    assertThat(series.parts().stream().mapToLong(Frequencies::total))
        .startsWith(40L, 40L)
        .endsWith(40L, 5L);
    Latencies merged = Latencies.merged(all);
    LatencyRanges ranges = series.ranges(1).orElseThrow();
    assertThat(ranges.intervalsEach()).isEqualTo(8);
    assertThat(ranges.p95().interval().estimate())
        .isEqualTo(merged.percentile(95).orElseThrow().toNanos());
    assertThat(ranges.p99().interval().estimate())
        .isEqualTo(merged.percentile(99).orElseThrow().toNanos());
    assertThat(Math.round(ranges.mean().interval().estimate()))
        .isEqualTo(merged.mean().orElseThrow().toNanos());
  }

  @Test
  void saysNothingBeforeTwentyIntervals() {
    LatencySeries series = new LatencySeries();
    for (int i = 0; i < 19; i++) {
      series.add(Latencies.ofNanos(1));
    }
    assertThat(series.ranges(1)).isEmpty();
    series.add(Latencies.none());
    assertThat(series.ranges(1)).isPresent();
  }
}
