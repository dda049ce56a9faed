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
  void waitsAreSpreadEvenlyUpToALimitThatDoublesToSixtyFourMilliseconds(
      int tries, long limitMillis) {
    long limit = limitMillis * 1_000_000;
    Backoff backoff = new Backoff(new Rng(1));
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
