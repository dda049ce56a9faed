package io.stormdb.workloads.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Rng;
import io.stormdb.api.random.Permutation;
import io.stormdb.workloads.simple.KeyDistribution.HotSet;
import io.stormdb.workloads.simple.KeyDistribution.Uniform;
import io.stormdb.workloads.simple.KeyDistribution.Zipfian;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDistributionTest {

  private static final int ROWS = 1_000;
  private static final int DRAWS = 1_000_000;
  private static final long DATA_SEED = 42;

  /** Draws by key; index 0 stays empty. */
  private static long[] draws(KeyDistribution keys, long rows, long dataSeed) {
    KeyChooser chooser = keys.over(rows, dataSeed);
    Rng random = new Rng(1);
    long[] drawn = new long[(int) rows + 1];
    for (int i = 0; i < DRAWS; i++) {
      drawn[Math.toIntExact(chooser.next(random))]++;
    }
    assertThat(drawn[0]).isZero();
    return drawn;
  }

  private static double evennessOf(long[] observed) {
    double[] expected = new double[observed.length];
    Arrays.fill(expected, LongStream.of(observed).sum() / (double) observed.length);
    return new ChiSquareTest().chiSquareTest(expected, observed);
  }

  @Nested
  class UniformKeys {

    @Test
    void allRowsAreAlike() {
      long[] drawn = draws(new Uniform(), ROWS, DATA_SEED);
      assertThat(evennessOf(Arrays.copyOfRange(drawn, 1, ROWS + 1))).isGreaterThan(1e-3);
    }
  }

  @Nested
  class ZipfianKeys {

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99, 1, 1.5})
    void popularityFallsAsTheFormulaSays(double theta) {
      long[] drawn = draws(new Zipfian(theta), ROWS, DATA_SEED);
      double sum = IntStream.rangeClosed(1, ROWS).mapToDouble(k -> Math.pow(k, -theta)).sum();
      Permutation scattered = new Permutation(ROWS, DATA_SEED);
      for (int rank = 1; rank <= 20; rank++) {
        double probability = Math.pow(rank, -theta) / sum;
        double tolerance = 4 * Math.sqrt(probability * (1 - probability) / DRAWS);
        int key = (int) scattered.of(rank - 1) + 1;
        assertThat(drawn[key] / (double) DRAWS)
            .isBetween(probability - tolerance, probability + tolerance);
      }
    }

    @Test
    void everyRowIsReached() {
      long[] drawn = draws(new Zipfian(0.99), ROWS, DATA_SEED);
      assertThat(Arrays.copyOfRange(drawn, 1, ROWS + 1)).doesNotContain(0);
    }

    @Test
    void theSeedOfTheDataDecidesWhichRowIsTheMostPopular() {
      assertThat(mostPopular(7)).isEqualTo(mostPopular(7)).isNotEqualTo(mostPopular(8));
    }

    private static int mostPopular(long dataSeed) {
      long[] drawn = draws(new Zipfian(0.99), ROWS, dataSeed);
      return IntStream.rangeClosed(1, ROWS)
          .reduce((a, b) -> drawn[a] >= drawn[b] ? a : b)
          .orElseThrow();
    }

    @Test
    void refusesExponentsOutOfRange() {
      assertThatThrownBy(() -> new Zipfian(5.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("theta must be from 0 to 5.0, was 5.1");
    }
  }

  @Nested
  class HotSetKeys {

    @ParameterizedTest
    @CsvSource({"0.2, 0.8", "0.01, 0.99", "0.5, 0.1", "0.1, 0", "0.1, 1"})
    void hotRowsGetTheirShareAndAreAlikeAmongThemselves(double fraction, double probability) {
      HotSet keys = new HotSet(fraction, probability);
      long[] drawn = draws(keys, ROWS, DATA_SEED);
      int hotRows = (int) keys.hotRows(ROWS);
      Permutation scattered = new Permutation(ROWS, DATA_SEED);
      long[] byRank = new long[ROWS];
      Arrays.setAll(byRank, rank -> drawn[(int) scattered.of(rank) + 1]);
      long[] hot = Arrays.copyOf(byRank, hotRows);
      long[] cold = Arrays.copyOfRange(byRank, hotRows, ROWS);
      double tolerance = 4 * Math.sqrt(probability * (1 - probability) / DRAWS);
      assertThat(LongStream.of(hot).sum() / (double) DRAWS)
          .isBetween(probability - tolerance, probability + tolerance);
      if (probability > 0) {
        assertThat(evennessOf(hot)).isGreaterThan(1e-3);
      }
      if (probability < 1) {
        assertThat(evennessOf(cold)).isGreaterThan(1e-3);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "0, 1000, 1",
      "0.0001, 1000, 1",
      "0.2, 1000, 200",
      "0.2, 1001, 201",
      "1, 1000, 1000"
    })
    void theNumberOfHotRowsIsRoundedUp(double fraction, long rows, long hotRows) {
      assertThat(new HotSet(fraction, 0.8).hotRows(rows)).isEqualTo(hotRows);
    }

    @Test
    void whenAllRowsAreHotAllAreAlike() {
      long[] drawn = draws(new HotSet(1, 0.8), ROWS, DATA_SEED);
      assertThat(evennessOf(Arrays.copyOfRange(drawn, 1, ROWS + 1))).isGreaterThan(1e-3);
    }

    @Test
    void refusesSharesThatAreNone() {
      assertThatThrownBy(() -> new HotSet(1.5, 0.8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("fraction must be from 0 to 1, was 1.5");
      assertThatThrownBy(() -> new HotSet(0.2, -0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("probability must be from 0 to 1, was -0.1");
    }
  }
}
