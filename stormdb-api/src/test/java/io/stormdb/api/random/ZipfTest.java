package io.stormdb.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Rng;
import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfTest {

  private static final int DRAWS = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "1, 0.99",
    "2, 0.99",
    "3, 1",
    "10, 0",
    "1000, 0",
    "1000, 0.2",
    "1000, 0.5",
    "1000, 0.99",
    "1000, 0.999999999",
    "1000, 1",
    "1000, 1.000000001",
    "1000, 1.2",
    "1000, 2",
    "1000, 5",
    "100000, 0.8",
    "100000, 1.1"
  })
  void everyRankIsAsFrequentAsItsFormulaSays(int ranks, double theta) {
    double[] probabilities = new double[ranks];
    Arrays.setAll(probabilities, i -> Math.pow(i + 1, -theta));
    double sum = Arrays.stream(probabilities).sum();
    long[] observed = new long[ranks];
    Zipf zipf = new Zipf(ranks, theta);
    Rng random = new Rng(42);
    for (int i = 0; i < DRAWS; i++) {
      observed[(int) zipf.next(random) - 1]++;
    }
    Bins bins = new Bins(ranks);
    for (int i = 0; i < ranks; i++) {
      bins.add(DRAWS * probabilities[i] / sum, observed[i]);
    }
    assertThat(bins.pValue()).isGreaterThan(1e-3);
  }

  /** Neighbouring ranks put together until each bin is expected to hold enough for the test. */
  private static final class Bins {
    private static final double ENOUGH = 20;

    private final double[] expected;
    private final long[] observed;
    private int used;

    Bins(int most) {
      expected = new double[most];
      observed = new long[most];
    }

    void add(double expectedCount, long observedCount) {
      boolean open = used > 0 && expected[used - 1] < ENOUGH;
      int bin = open ? used - 1 : used++;
      expected[bin] += expectedCount;
      observed[bin] += observedCount;
    }

    double pValue() {
      return used == 1
          ? 1
          : new ChiSquareTest()
              .chiSquareTest(Arrays.copyOf(expected, used), Arrays.copyOf(observed, used));
    }
  }

  @ParameterizedTest
  @CsvSource({"10000000000, 0.99", "10000000000, 1", "100000000000, 0.5", "10000000000, 1.3"})
  void theTopRanksOfAVeryLargeTableAreAsFrequentAsTheFormulaSays(long ranks, double theta) {
    double sum = sumOfPowers(ranks, theta);
    Zipf zipf = new Zipf(ranks, theta);
    Rng random = new Rng(7);
    long[] top = new long[101];
    long upperHalf = 0;
    boolean outside = false;
    for (int i = 0; i < DRAWS; i++) {
      long rank = zipf.next(random);
      outside |= rank < 1 || rank > ranks;
      if (rank <= 100) {
        top[(int) rank]++;
      }
      if (rank > ranks / 2) {
        upperHalf++;
      }
    }
    assertThat(outside).isFalse();
    for (int rank : new int[] {1, 2, 3, 10, 100}) {
      isShareOfDraws(top[rank], Math.pow(rank, -theta) / sum);
    }
    isShareOfDraws(upperHalf, 1 - sumOfPowers(ranks / 2, theta) / sum);
  }

  private static void isShareOfDraws(long observed, double probability) {
    double standardError = Math.sqrt(DRAWS * probability * (1 - probability));
    assertThat((double) observed)
        .isBetween(
            DRAWS * probability - 4 * standardError - 1,
            DRAWS * probability + 4 * standardError + 1);
  }

  /** The first million powers one by one, the rest by Euler and Maclaurin's formula. */
  private static double sumOfPowers(long to, double theta) {
    long direct = 1_000_000;
    double sum = 0;
    for (long k = direct - 1; k >= 1; k--) {
      sum += Math.pow(k, -theta);
    }
    double integral =
        theta == 1
            ? Math.log((double) to / direct)
            : (Math.pow(to, 1 - theta) - Math.pow(direct, 1 - theta)) / (1 - theta);
    return sum + integral + (Math.pow(direct, -theta) + Math.pow(to, -theta)) / 2;
  }

  @Test
  void sameSeedDrawsTheSame() {
    Zipf zipf = new Zipf(1_000, 0.99);
    Rng one = new Rng(5);
    Rng other = new Rng(5);
    for (int i = 0; i < 1_000; i++) {
      assertThat(zipf.next(one)).isEqualTo(zipf.next(other));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 3, 5})
  void theExtremesOfTheGeneratorStayInRange(double theta) {
    Zipf zipf = new Zipf(1_000, theta);
    assertThat(zipf.next(always(0))).isEqualTo(1_000);
    assertThat(zipf.next(always(-1))).isEqualTo(1);
  }

  /** A generator whose every bit pattern is the same; its doubles are the smallest or largest. */
  private static java.util.random.RandomGenerator always(long bits) {
    return () -> bits;
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> new Zipf(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ranks must be at least 1, was 0");
    assertThatThrownBy(() -> new Zipf(1, -0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("theta must be at least 0 and finite, was -0.1");
    assertThatThrownBy(() -> new Zipf(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("theta must be at least 0 and finite, was NaN");
  }
}
