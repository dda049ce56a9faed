package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTest {

  @Test
  void isReadAsItIsWritten() {
    Until until = Until.parse(" ci 0.5 %  or 1m30s ");
    assertThat(until).isEqualTo(new Until(0.5, Duration.ofSeconds(90)));
    assertThat(until).hasToString("ci 0.5% or 1m30s");
    assertThat(Until.parse(until.toString())).isEqualTo(until);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ci 2%", "ci 2 or 10m", "2% or 10m", "ci -2% or 10m", "10m"})
  void isNeverWithoutTheLongestTime(String text) {
    assertThatThrownBy(() -> Until.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "write 'ci', a percentage, 'or' and the longest time, such as ci 2% or 10m, was '"
                + text
                + "'");
  }

  @Test
  void needsAWidthAndATime() {
    assertThatThrownBy(() -> Until.parse("ci 0% or 10m"))
        .hasMessage("the width must be greater than 0% and less than 100%, was 0.0%");
    assertThatThrownBy(() -> Until.parse("ci 2% or 0s"))
        .hasMessage("the longest time must be positive, was PT0S");
    assertThatThrownBy(() -> Until.parse("ci 2% or soon"))
        .hasMessage("'soon' is not a duration; write for example 500ms, 30s, 1m30s or 2h");
  }
}
