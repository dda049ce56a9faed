package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLengthTest {

  private static double mean(int length, double phi) {
    return IntStream.range(0, 100)
        .map(seed -> BlockLength.of(BatchMeansTest.series(length, phi, seed)))
        .average()
        .orElseThrow();
  }

  /** Of an AR(1) series the optimum is known: (3/2 (2φ/(1 − φ²))²)^(1/3) n^(1/3). */
  @ParameterizedTest
  @CsvSource({"0.3, 1000", "0.5, 1000", "0.5, 300", "0.7, 1000"})
  void isNearTheOptimumThatTheoryKnows(double phi, int n) {
    double g = 2 * phi / (1 - phi * phi);
    double optimum = Math.cbrt(1.5 * g * g * n);
    assertThat(mean(n, phi)).isBetween(0.6 * optimum, 1.4 * optimum);
  }

  @Test
  void isShortWhereNothingDependsOnAnything() {
    assertThat(mean(300, 0)).isLessThan(4);
    assertThat(BlockLength.of(new double[100])).isEqualTo(1);
  }

  @Test
  void isAThirdOfASeriesThatDrifts() {
    double[] drift = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
    assertThat(BlockLength.of(drift)).isBetween(10, 20);
  }
}
