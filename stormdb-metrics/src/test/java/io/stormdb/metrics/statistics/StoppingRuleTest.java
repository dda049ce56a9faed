package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {

  private final StoppingRule rule = new StoppingRule(0.02);

  @Test
  void needsATarget() {
    assertThatThrownBy(() -> new StoppingRule(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target must be greater than 0 and less than 1, was 0.0");
  }

  @Test
  void looksAfterThirtyIntervalsAndThenWhenThereAreHalfAsManyAgain() {
    assertThat(IntStream.range(0, 160).filter(n -> StoppingRule.lookAfter(n) > 0))
        .containsExactly(30, 45, 67, 100, 150);
    assertThat(StoppingRule.lookAfter(67)).isEqualTo(3);
  }

  @Test
  void stopsNothingBetweenLooks() {
    double[] same = new double[45];
    Arrays.fill(same, 7);
    assertThat(rule.reached(Arrays.copyOf(same, 29))).isEmpty();
    assertThat(rule.reached(Arrays.copyOf(same, 44))).isEmpty();
    assertThat(rule.reached(same).orElseThrow().estimate()).isEqualTo(7);
  }

  @Test
  void neverStopsARunWithoutTransactions() {
    assertThat(rule.reached(new double[100])).isEmpty();
  }

  @Test
  void isSurerTheMoreOftenItHasLooked() {
    double[] same = new double[67];
    Arrays.fill(same, 7);
    // the shares of error 1/2, 1/6 and 1/12 of 5 % are those of three looks
    assertThat(rule.reached(Arrays.copyOf(same, 30)).orElseThrow().confidence()).isEqualTo(0.975);
    assertThat(rule.reached(same).orElseThrow().confidence()).isEqualTo(1 - (1 - 0.95) / 12);
  }

  @Test
  void isWrongNoMoreOftenThanItSaysHoweverOftenItLooks() {
    int wrong = 0;
    for (int seed = 0; seed < 1000; seed++) {
      double[] values = BatchMeansTest.series(500, 0.3, seed);
      Optional<ConfidenceInterval> stop = Optional.empty();
      for (int n = 1; n <= values.length && stop.isEmpty(); n++) {
        stop = new StoppingRule(0.003).reached(Arrays.copyOf(values, n));
      }
      wrong += stop.filter(i -> i.low() > 100 || i.high() < 100).isPresent() ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(50);
  }
}
