package io.stormdb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void areReadAsTheyWereWritten() {
    for (Latencies latencies :
        List.of(
            Latencies.none(),
            Latencies.ofNanos(1),
            Latencies.ofNanos(1_000, 2_000_000, 2_000_001, 3_600_000_000_000L))) {
      Latencies again = Latencies.decode(latencies.encoded());
      assertThat(again.count()).isEqualTo(latencies.count());
      assertThat(again.mean()).isEqualTo(latencies.mean());
      for (double percentile : new double[] {1, 50, 99, 100}) {
        assertThat(again.percentile(percentile)).isEqualTo(latencies.percentile(percentile));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "HISTFAAAAB"})
  void areNotReadFromOtherTexts(String text) {
    assertThatThrownBy(() -> Latencies.decode(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a histogram must be one of HdrHistogram (V2, compressed) in base64, was '"
                + text
                + "'");
  }
}
