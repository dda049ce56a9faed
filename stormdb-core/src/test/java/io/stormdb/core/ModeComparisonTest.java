package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.statistics.PairedBootstrap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeComparisonTest {

  @Test
  void takesTheSameRoomForAnyNumberOfIntervals() {
    ModeComparison.Series series = new ModeComparison.Series(10);
    for (int i = 1; i <= 1_001; i++) {
      series.add(Latencies.ofNanos(1_000), Latencies.ofNanos(2_000, 2_000));
    }
    List<PairedBootstrap.Pair> pairs = series.pairs();
    assertThat(pairs).hasSizeLessThanOrEqualTo(10);
    assertThat(pairs.stream().reduce(PairedBootstrap.Pair::plus))
        .contains(new PairedBootstrap.Pair(1_001, 1_001_000, 2_002, 4_004_000));
    // all as long as each other, but for the last
    assertThat(pairs.subList(0, pairs.size() - 1))
        .containsOnly(new PairedBootstrap.Pair(128, 128_000, 256, 512_000));
    assertThat(series.compare(1, 1, false, 7).intervals()).isEqualTo(pairs.size());
  }
}
