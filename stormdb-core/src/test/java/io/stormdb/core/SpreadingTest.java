package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadingTest {

  /** From the sums of binomial coefficients as whole numbers. */
  @ParameterizedTest
  @CsvSource({
    "0, 2, 0",
    "4, 1, 4",
    "4, 2, 4",
    "10, 2, 10",
    "50, 2, 41",
    "50, 3, 33",
    "100, 2, 73",
    "100, 3, 57",
    "1000, 2, 575",
    "1000, 3, 405"
  })
  void knowsHowManyOneServerMayGet(int connections, int servers, int most) {
    assertThat(Spreading.most(connections, servers)).isEqualTo(most);
  }

  @Test
  void isHardlyEverExceeded() {
    Random random = new Random(5);
    int most = Spreading.most(60, 2);
    for (int run = 0; run < 100_000; run++) {
      int one = 0;
      for (int connection = 0; connection < 60; connection++) {
        one += random.nextInt(2);
      }
      assertThat(one).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void isNotLostInTinyNumbers() {
    // the mean of 10,000, and 4.75 standard deviations
    assertThat(Spreading.most(20_000, 2)).isBetween(10_330, 10_345);
  }
}
