package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

  @Test
  void saysThatFortyNineIntervalsAreTooFew() {
    assertThat(SteadyState.of(new double[49])).isEqualTo(new SteadyState.TooShort(49));
    assertThat(SteadyState.of()).isEqualTo(new SteadyState.TooShort(0));
    assertThat(SteadyState.of(new double[49]).suggestedWarmup(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void findsASeriesThatNeverChangesSteadyFromTheStart() {
    double[] values = new double[50];
    Arrays.fill(values, 1234.1);
    assertThat(SteadyState.of(values)).isEqualTo(new SteadyState.FromTheStart());
    assertThat(SteadyState.of(values).suggestedWarmup(Duration.ofSeconds(1)))
        .contains(Duration.ZERO);
  }

  @Test
  void cutsAKnownTransientOff() {
    Random random = new Random(1);
    double[] values =
        IntStream.range(0, 200)
            .mapToDouble(i -> (i < 20 ? 500 : 1000) + random.nextGaussian())
            .toArray();
    SteadyState verdict = SteadyState.of(values);
    assertThat(verdict).isInstanceOf(SteadyState.After.class);
    // noise may move the point further in, never before the end of a step this large
    assertThat(((SteadyState.After) verdict).intervals()).isBetween(20, 100);
    assertThat(verdict.suggestedWarmup(Duration.ofSeconds(2)).orElseThrow())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(200));
  }

  @Test
  void cutsAnExactStepOffExactly() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i < 15 ? 1 : 9).toArray();
    assertThat(SteadyState.of(values)).isEqualTo(new SteadyState.After(15));
  }

  @Test
  void callsAStepInTheLastHalfNotSteady() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i < 70 ? 1 : 9).toArray();
    assertThat(SteadyState.of(values)).isEqualTo(new SteadyState.NotSteady());
  }
}
