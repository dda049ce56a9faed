package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Rng;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final int WAITS = 100_000;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "7, 64", "8, 64", "1000, 64"})
  void waitsOfTransactionsAreSpreadEvenlyUpToALimitThatDoublesToSixtyFourMilliseconds(
      int tries, long limitMillis) {
    areSpreadEvenly(Backoff.ofTransactions(new Rng(1)), tries, limitMillis * 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({"1, 50", "2, 100", "6, 1600", "7, 2000", "8, 2000", "2147483647, 2000"})
  void waitsOfConnectionsAreSpreadEvenlyUpToALimitThatDoublesToTwoSeconds(
      int tries, long limitMillis) {
    areSpreadEvenly(Backoff.ofConnections(new Rng(1)), tries, limitMillis * 1_000_000);
  }

  private static void areSpreadEvenly(Backoff backoff, int tries, long limit) {
    long[] waits = LongStream.generate(() -> backoff.nextNanos(tries)).limit(WAITS).toArray();
    assertThat(LongStream.of(waits)).allMatch(wait -> wait >= 0 && wait <= limit);
    // mean and variance of the even distribution; ten standard errors of each
    double mean = LongStream.of(waits).average().orElseThrow() / limit;
    assertThat(mean).isCloseTo(0.5, within(10 * Math.sqrt(1.0 / 12 / WAITS)));
    double square =
        LongStream.of(waits).mapToDouble(w -> Math.pow((double) w / limit, 2)).average().orElse(0);
    assertThat(square).isCloseTo(1.0 / 3, within(10 * Math.sqrt(4.0 / 45 / WAITS)));
  }
}
