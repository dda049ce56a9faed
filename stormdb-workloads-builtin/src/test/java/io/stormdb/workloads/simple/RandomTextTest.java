package io.stormdb.workloads.simple;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Rng;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTextTest {

  private static String text(int size, long seed) {
    byte[] text = new byte[size];
    RandomText.fill(text, new Rng(seed));
    return new String(text, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 100, 1_001})
  void fillsAllOfTheText(int size) {
    assertThat(text(size, 3)).hasSize(size).matches("[A-Za-z0-9+-]+").isEqualTo(text(size, 3));
  }

  @Test
  void usesAllCharactersAlike() {
    long[] seen = new long[128];
    text(640_000, 9).chars().forEach(c -> seen[c]++);
    long[] used = Arrays.stream(seen).filter(count -> count > 0).toArray();
    double[] expected = new double[64];
    Arrays.fill(expected, 10_000);
    assertThat(used).hasSize(64);
    assertThat(new ChiSquareTest().chiSquareTest(expected, used)).isGreaterThan(1e-3);
  }

  @Test
  void anotherSeedGivesAnotherText() {
    assertThat(text(100, 1)).isNotEqualTo(text(100, 2));
  }
}
