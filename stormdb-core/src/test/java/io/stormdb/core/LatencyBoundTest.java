package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBoundTest {

  @Test
  void isReadAsItIsWritten() {
    LatencyBound bound = LatencyBound.parse(" p99.9 < 1.5s");
    assertThat(bound).isEqualTo(new LatencyBound(99.9, Duration.ofMillis(1_500)));
    assertThat(bound).hasToString("p99.9<1.5s");
    assertThat(LatencyBound.parse(bound.toString())).isEqualTo(bound);
  }

  @Test
  void isReadAsTheConditionUnderWhichItIsBroken() {
    assertThat(LatencyBound.parseBroken("P95>2s"))
        .isEqualTo(new LatencyBound(95, Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p99>20ms", "99<20ms", "p99", "p99<", "p<1s", ""})
  void isNothingElse(String text) {
    assertThatThrownBy(() -> LatencyBound.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a limit of latency must be a percentile, '<' and a duration, such as p99<20ms, was '"
                + text
                + "'");
  }

  @Test
  void hasLimits() {
    assertThatThrownBy(() -> LatencyBound.parse("p101<1s"))
        .hasMessage("percentile must be greater than 0 and at most 100, was 101.0");
    assertThatThrownBy(() -> LatencyBound.parse("p99<0s"))
        .hasMessage("limit must be positive, was PT0S");
  }
}
