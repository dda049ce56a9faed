package io.stormdb.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PgbenchTest {

  private static final String OUTPUT =
      """
      pgbench (15.1)
      transaction type: <builtin: select only>
      number of transactions actually processed: 200000
      number of failed transactions: 0 (0.000%)
      latency average = 0.100 ms
      initial connection time = 9.000 ms
      tps = 40000.500000 (without initial connection time)
      0m0.001s 0m0.002s
      1m0.250s 0m1.750s
      """;

  @Test
  void readsTheRateAndTheTimeOfTheShellsChildren() {
    Sample sample = Pgbench.read(OUTPUT);
    assertThat(sample.tps()).isEqualTo(40000.5);
    assertThat(sample.cpuMicros()).isCloseTo(62e6 / 200_000, within(1e-9));
  }

  @Test
  void insistsOnRunsWithoutFailures() {
    assertThatThrownBy(() -> Pgbench.read(OUTPUT.replace("transactions: 0", "transactions: 3")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("pgbench had failed transactions: ");
  }
}
