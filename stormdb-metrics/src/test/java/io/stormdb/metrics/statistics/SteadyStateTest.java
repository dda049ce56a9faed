package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * The smallest criterion alone would say anything from 20 to 175, and exactly 20 in 615 of 1,000.
   */
  @Test
  void cutsAKnownTransientOffAndNothingOfTheNoiseBehindIt() {
    int exact = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      double[] values =
          IntStream.range(0, 200)
              .mapToDouble(i -> (i < 20 ? 500 : 1000) + random.nextGaussian())
              .toArray();
      SteadyState verdict = SteadyState.of(values);
      assertThat(verdict).isNotInstanceOf(SteadyState.FromTheStart.class);
      if (verdict instanceof SteadyState.After after) {
        // never before the end of a step this large
        assertThat(after.intervals()).isBetween(20, 100);
        exact += after.intervals() == 20 ? 1 : 0;
      }
    }
    assertThat(exact).isGreaterThanOrEqualTo(970);
  }

  /** The smallest criterion alone would call 413 to 655 of each thousand steady. */
  @ParameterizedTest
  @CsvSource({"60, 0", "60, 0.5", "60, 0.8", "300, 0", "300, 0.5", "300, 0.8"})
  void seldomAsksForAWarmUpThatASteadySeriesDoesNotNeed(int length, double phi) {
    List<SteadyState> verdicts =
        IntStream.range(0, 1_000)
            .mapToObj(seed -> SteadyState.of(BatchMeansTest.series(length, phi, seed)))
            .toList();
    assertThat(verdicts.stream().filter(SteadyState.FromTheStart.class::isInstance).count())
        .isGreaterThanOrEqualTo(850);
    assertThat(verdicts.stream().filter(SteadyState.NotSteady.class::isInstance).count())
        .isLessThanOrEqualTo(40);
  }

  @Test
  void saysTheSuggestedWarmUpInTime() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i < 15 ? 1 : 9).toArray();
    assertThat(SteadyState.of(values).suggestedWarmup(Duration.ofSeconds(2)))
        .contains(Duration.ofSeconds(30));
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
