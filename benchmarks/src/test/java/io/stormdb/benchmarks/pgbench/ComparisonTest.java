package io.stormdb.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final List<Sample> OURS =
      List.of(new Sample(100, 4), new Sample(90, 6), new Sample(120, 5));
  private static final List<Sample> SLOWER =
      List.of(new Sample(50, 1), new Sample(50, 1), new Sample(500, 1));
  private static final List<Sample> BETTER =
      List.of(new Sample(100, 4), new Sample(100, 4), new Sample(100, 4));

  @Test
  void comparesPairsWithTheSettingThatHasTheHigherMedian() {
    Comparison comparison = new Comparison(OURS, List.of(SLOWER, BETTER));
    assertThat(comparison.better()).isEqualTo(1);
    assertThat(comparison.of(Sample::tps)).isEqualTo(new Comparison.Ratios(0.9, 1.0, 1.2));
    assertThat(comparison.of(Sample::cpuMicros)).hasToString("1.25 (1.00 to 1.50)");
  }

  @Test
  void aGateIsReachedByWhatIsShown() {
    Gate gate = Gate.of(Script.SELECT, "tcp", 8);
    assertThat(gate.isReached(0.996, 1.254)).isTrue();
    assertThat(gate.isReached(0.994, 1.0)).isFalse();
    assertThat(gate.isReached(1.1, 1.26)).isFalse();
    assertThat(Gate.of(Script.SELECT, "unix", 32)).hasToString("TPS at least 1.00");
    assertThat(Gate.of(Script.SELECT, "tcp", 32)).hasToString("TPS at least 0.95");
    assertThat(Gate.of(Script.WRITE, "tcp", 8)).hasToString("TPS at least 1.00");
    assertThat(Gate.of(Script.TPCC, "tcp", 8)).hasToString("TPS at least 0.19");
  }
}
