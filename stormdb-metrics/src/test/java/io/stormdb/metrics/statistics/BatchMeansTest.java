package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchMeansTest {

  /** A stationary AR(1) series about 100: x(i) - 100 = phi (x(i-1) - 100) + e(i), e normal. */
  static double[] series(int length, double phi, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    double deviation = random.nextGaussian() / Math.sqrt(1 - phi * phi);
    for (int i = 0; i < length; i++) {
      values[i] = 100 + deviation;
      deviation = phi * deviation + random.nextGaussian();
    }
    return values;
  }

  private static double coverage(int length, double phi) {
    int covered = 0;
    for (int seed = 0; seed < 2000; seed++) {
      ConfidenceInterval interval =
          BatchMeans.of(series(length, phi, seed), 0.95).orElseThrow().interval();
      covered += interval.low() <= 100 && 100 <= interval.high() ? 1 : 0;
    }
    return covered / 2000.0;
  }

  @Test
  void coversTheMeanOfIndependentValuesAsOftenAsItSays() {
    assertThat(coverage(300, 0)).isBetween(0.93, 0.97);
  }

  @Test
  void coversTheMeanOfAutocorrelatedValuesNearlyAsOften() {
    assertThat(coverage(300, 0.5)).isBetween(0.90, 0.97);
    assertThat(coverage(900, 0.8)).isBetween(0.90, 0.97);
  }

  @Test
  void doesNotTrustAnIntervalWhoseBatchesHangTogether() {
    double[] trend = new double[100];
    for (int i = 0; i < trend.length; i++) {
      trend[i] = i;
    }
    BatchMeans result = BatchMeans.of(trend, 0.95).orElseThrow();
    assertThat(result.trusted()).isFalse();
    assertThat(result.batches()).isEqualTo(10);
  }

  @Test
  void agreesWithStudentsIntervalOfTenValues() {
    BatchMeans result =
        BatchMeans.of(new double[] {1, 10, 2, 9, 3, 8, 4, 7, 5, 6}, 0.95).orElseThrow();
    assertThat(result.interval().estimate()).isEqualTo(5.5);
    // t(9, 0.975) = 2.262157, s = 3.027650
    assertThat(result.interval().high() - 5.5)
        .isCloseTo(2.262157 * 3.027650 / Math.sqrt(10), within(1e-5));
    assertThat(result.trusted()).isTrue();
  }

  @Test
  void saysNothingAboutNineValues() {
    assertThat(BatchMeans.of(new double[9], 0.95)).isEmpty();
  }
}
