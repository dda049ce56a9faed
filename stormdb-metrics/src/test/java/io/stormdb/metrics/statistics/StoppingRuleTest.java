package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {

  private final StoppingRule rule = StoppingRule.parse("ci 2% or 10m");

  @Test
  void readsTargetAndTime() {
    assertThat(rule).isEqualTo(new StoppingRule(0.02, Duration.ofMinutes(10)));
    assertThat(StoppingRule.parse(" ci 0.5 %  or 90s "))
        .isEqualTo(new StoppingRule(0.005, Duration.ofSeconds(90)));
  }

  @Test
  void saysHowARuleIsWritten() {
    assertThatThrownBy(() -> StoppingRule.parse("ci 2 or 10m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot read 'ci 2 or 10m' as a stopping rule; write 'ci', a percentage, 'or' and the"
                + " longest time, like 'ci 2% or 10m' (units: ms, s, m, h)");
    assertThatThrownBy(() -> StoppingRule.parse("ci 0% or 10m"))
        .hasMessage("target must be greater than 0 % and less than 100 %, was 0.0 %");
    assertThatThrownBy(() -> StoppingRule.parse("ci 2% or 0s"))
        .hasMessage("atMost must be positive, was PT0S");
  }

  @Test
  void doesNotLookBeforeThirtyIntervals() {
    double[] same = new double[30];
    Arrays.fill(same, 7);
    assertThat(rule.reached(Arrays.copyOf(same, 29))).isEmpty();
    assertThat(rule.reached(same).orElseThrow().estimate()).isEqualTo(7);
  }

  @Test
  void neverStopsARunWithoutTransactions() {
    assertThat(rule.reached(new double[100])).isEmpty();
  }

  @Test
  void looksOnlyWhenTheSeriesIsHalfAsLongAgain() {
    double[] values = BatchMeansTest.series(44, 0, 3);
    assertThat(rule.reached(values)).isEqualTo(rule.reached(Arrays.copyOf(values, 30)));
  }

  @Test
  void isWrongNoMoreOftenThanItSaysHoweverOftenItLooks() {
    int wrong = 0;
    for (int seed = 0; seed < 1000; seed++) {
      double[] values = BatchMeansTest.series(500, 0.3, seed);
      Optional<ConfidenceInterval> stop = Optional.empty();
      for (int n = 1; n <= values.length && stop.isEmpty(); n++) {
        stop = new StoppingRule(0.003, Duration.ofHours(1)).reached(Arrays.copyOf(values, n));
      }
      wrong += stop.filter(i -> i.low() > 100 || i.high() < 100).isPresent() ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(50);
  }
}
