package io.stormdb.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 1_000, 1_023, 1_024, 1_025, 250_000, 1_000_003})
  void everyNumberIsHitExactlyOnce(long size) {
    for (long seed = 1; seed <= 3; seed++) {
      Permutation permutation = new Permutation(size, seed);
      assertThat(LongStream.range(0, size).map(permutation::of).sorted().toArray())
          .isEqualTo(LongStream.range(0, size).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 1_000, 1_023, 1_024, 1_025, 250_000, 1L << 62})
  void theInverseLeadsBack(long size) {
    for (long seed = 1; seed <= 3; seed++) {
      Permutation permutation = new Permutation(size, seed);
      long first = Math.max(0, size - 10_000);
      assertThat(LongStream.range(first, size))
          .allMatch(number -> permutation.inverse(permutation.of(number)) == number)
          .allMatch(number -> permutation.of(permutation.inverse(number)) == number);
    }
  }

  @Test
  void staysInRangeForTheLargestSizes() {
    long size = (1L << 62) - 12_345;
    Permutation permutation = new Permutation(size, 42);
    long[] images = LongStream.range(size - 10_000, size).map(permutation::of).toArray();
    assertThat(LongStream.of(images).distinct().count()).isEqualTo(10_000);
    assertThat(LongStream.of(images)).allMatch(image -> image >= 0 && image < size);
  }

  @Test
  void sameSeedGivesTheSameAndAnotherSeedAnother() {
    long[] one = LongStream.range(0, 1_000).map(new Permutation(1_000, 1)::of).toArray();
    assertThat(LongStream.range(0, 1_000).map(new Permutation(1_000, 1)::of).toArray())
        .isEqualTo(one);
    assertThat(LongStream.range(0, 1_000).map(new Permutation(1_000, 2)::of).toArray())
        .isNotEqualTo(one);
  }

  @Test
  void theFirstNumbersAreScatteredEvenlyOverAllParts() {
    long size = 1_000_000;
    int parts = 100;
    int first = 20_000;
    for (long seed = 1; seed <= 10; seed++) {
      Permutation permutation = new Permutation(size, seed);
      long[] inPart = new long[parts];
      for (long number = 0; number < first; number++) {
        inPart[(int) (permutation.of(number) * parts / size)]++;
      }
      double[] expected = new double[parts];
      Arrays.fill(expected, first / (double) parts);
      assertThat(new ChiSquareTest().chiSquareTest(expected, inPart)).isGreaterThan(1e-4);
    }
  }

  @Test
  void neighboursAreNotNeighboursAfterwards() {
    long size = 1_000_000;
    Permutation permutation = new Permutation(size, 42);
    double meanDistance =
        LongStream.range(0, 10_000)
            .map(n -> Math.abs(permutation.of(n + 1) - permutation.of(n)))
            .average()
            .orElseThrow();
    // of two independent evenly distributed numbers: a third of the size
    assertThat(meanDistance).isBetween(0.3 * size, 0.37 * size);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, (1L << 62) + 1})
  void refusesSizesThatItCannotHold(long size) {
    assertThatThrownBy(() -> new Permutation(size, 42))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size of a permutation must be from 1 to 2^62, was " + size);
  }
}
