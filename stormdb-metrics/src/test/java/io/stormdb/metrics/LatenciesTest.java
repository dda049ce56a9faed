package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies =
      Latencies.ofNanos(1_000_000, 2_000_000, 2_000_000, 90_000_000);

  @Test
  void countsOperationsUpToALimit() {
    assertThat(latencies.countUpTo(Duration.ZERO)).isZero();
    assertThat(latencies.countUpTo(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(latencies.countUpTo(Duration.ofMillis(2))).isEqualTo(3);
    assertThat(latencies.countUpTo(Duration.ofMillis(89))).isEqualTo(3);
    assertThat(latencies.countUpTo(Duration.ofDays(3))).isEqualTo(4);
  }

  @Test
  void countsNothingWhereThereIsNothing() {
    assertThat(Latencies.none().countUpTo(Duration.ofDays(3))).isZero();
  }

  @Test
  void refusesANegativeLimit() {
    assertThatThrownBy(() -> latencies.countUpTo(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must not be negative, was PT-0.001S");
  }
}
