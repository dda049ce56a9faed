package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NuRandTest {

  private static double[] byTryingAllPairs(NuRand random) {
    double[] probabilities = new double[random.size()];
    double each = 1.0 / ((random.a() + 1) * random.size());
    for (int p = 0; p <= random.a(); p++) {
      for (int q = random.x(); q <= random.y(); q++) {
        probabilities[((p | q) + random.c()) % random.size()] += each;
      }
    }
    return probabilities;
  }

  @ParameterizedTest
  @CsvSource({"1,0,1,0", "3,1,10,2", "7,1,5,7", "15,0,99,4", "255,0,999,173", "63,5,300,17"})
  void probabilitiesAreThoseOfAllPairs(int a, int x, int y, int c) {
    NuRand random = new NuRand(a, x, y, c);
    double[] expected = byTryingAllPairs(random);
    double[] actual = random.probabilities();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void probabilitiesOfItemsAddUpToOneAndAreSkewed() {
    double[] probabilities = NuRand.item(4_711).probabilities();
    assertThat(probabilities).hasSize(100_000);
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
    assertThat(Arrays.stream(probabilities).max().orElseThrow() * 100_000).isGreaterThan(100);
  }

  @Test
  void drawsStayInRangeAndReachBothEnds() {
    NuRand random = new NuRand(3, 5, 8, 1);
    Rng rng = new Rng(1);
    int[] drawn = rng.ints(0, 1).limit(1_000).map(ignored -> random.draw(rng)).toArray();
    assertThat(drawn).contains(5, 8);
    assertThat(Arrays.stream(drawn).allMatch(value -> value >= 5 && value <= 8)).isTrue();
  }

  @Test
  void impossibleNumbersAreExplained() {
    assertThatThrownBy(() -> new NuRand(10, 0, 9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a must be a power of two minus 1, was 10");
    assertThatThrownBy(() -> new NuRand(15, 9, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must satisfy 0 <= x <= y, were x 9, y 3");
    assertThatThrownBy(() -> NuRand.lastName(256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("c must be from 0 to 255, was 256");
  }
}
