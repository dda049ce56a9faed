package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  /** Clocks of Java may start anywhere. */
  private static final long START = Long.MIN_VALUE / 3;

  @Nested
  class AnEvenTimetable {

    @Test
    void hasNoErrorThatAddsUp() {
      // a third of a millisecond is no whole number of nanoseconds
      Arrivals arrivals = Arrivals.constant(Levels.constant(3_000), START);
      for (long n = 0; n < 3_000_000; n++) {
        assertThat(arrivals.nextNanos() - START).isEqualTo(Math.round(n * 1e9 / 3_000));
      }
    }

    @Test
    void followsARateThatRises() {
      // n are due after sqrt(2 n / slope) seconds
      Levels ramp = new PieceLevels.Drawing(0).to(1_000, 10).forever();
      Arrivals arrivals = Arrivals.constant(ramp, START);
      for (int n = 0; n < 5_000; n++) {
        assertThat((arrivals.nextNanos() - START) / 1e9)
            .isCloseTo(Math.sqrt(2 * n / 100.0), within(2e-9));
      }
      assertThat(arrivals.nextNanos() - START).isEqualTo(10_000_000_000L);
      assertThat(arrivals.nextNanos() - START).isEqualTo(10_001_000_000L);
    }

    @Test
    void endsWhereTheRateStaysAtNothing() {
      Arrivals arrivals =
          Arrivals.constant(new PieceLevels.Drawing(2).stay(1).to(0, 0).forever(), START);
      assertThat(arrivals.nextNanos()).isEqualTo(START);
      assertThat(arrivals.nextNanos()).isEqualTo(START + 500_000_000);
      assertThat(arrivals.nextNanos()).isEqualTo(Arrivals.NEVER);
    }

    @Test
    void givesEachMomentToOneWorkerOnly() throws InterruptedException {
      Arrivals arrivals = Arrivals.constant(Levels.constant(1_000), START);
      assertThat(takenByFour(arrivals)).hasSize(400_000);
    }
  }

  @Nested
  class ARandomTimetable {

    private static final int COUNT = 200_000;

    private final Arrivals arrivals = Arrivals.poisson(Levels.constant(500), START, 42);

    private double[] distances() {
      long[] moments = LongStream.generate(arrivals::nextNanos).limit(COUNT).toArray();
      double[] distances = new double[COUNT - 1];
      Arrays.setAll(distances, i -> (moments[i + 1] - moments[i]) / 1e9);
      return distances;
    }

    /** Kolmogorov and Smirnov: the distance from the theory, against its value for p = 0.001. */
    @Test
    void hasExponentialDistances() {
      double[] sorted = distances();
      Arrays.sort(sorted);
      double farthest =
          IntStream.range(0, sorted.length)
              .mapToDouble(
                  i -> {
                    double theory = 1 - Math.exp(-500 * sorted[i]);
                    return Math.max(
                        Math.abs(theory - (double) i / sorted.length),
                        Math.abs(theory - (i + 1.0) / sorted.length));
                  })
              .max()
              .orElseThrow();
      assertThat(farthest).isLessThan(1.95 / Math.sqrt(sorted.length));
    }

    @Test
    void hasDistancesThatDoNotDependOnTheOneBefore() {
      double[] distances = distances();
      double mean = Arrays.stream(distances).average().orElseThrow();
      double variance = Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).sum();
      double covariance =
          IntStream.range(1, distances.length)
              .mapToDouble(i -> (distances[i] - mean) * (distances[i - 1] - mean))
              .sum();
      assertThat(covariance / variance).isCloseTo(0, within(4 / Math.sqrt(COUNT)));
    }

    @Test
    void hasAsManyInASecondAsTheRateSaysAndAsMuchSpread() {
      double[] inSecond = new double[300];
      long moment = arrivals.nextNanos();
      while (moment - START < 300_000_000_000L) {
        inSecond[(int) ((moment - START) / 1_000_000_000L)]++;
        moment = arrivals.nextNanos();
      }
      double mean = Arrays.stream(inSecond).average().orElseThrow();
      double variance =
          Arrays.stream(inSecond).map(n -> (n - mean) * (n - mean)).sum() / (inSecond.length - 1);
      assertThat(mean).isCloseTo(500, within(4 * Math.sqrt(500.0 / 300)));
      // the variance of a Poisson count is its mean; four standard errors of a variance
      assertThat(variance / mean).isCloseTo(1, within(4 * Math.sqrt(2.0 / 299)));
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
      Arrivals again = Arrivals.poisson(Levels.constant(500), START, 42);
      Arrivals other = Arrivals.poisson(Levels.constant(500), START, 43);
      long[] moments = LongStream.generate(arrivals::nextNanos).limit(1_000).toArray();
      assertThat(LongStream.generate(again::nextNanos).limit(1_000).toArray()).isEqualTo(moments);
      assertThat(LongStream.generate(other::nextNanos).limit(1_000).toArray())
          .isNotEqualTo(moments);
    }

    @Test
    void givesEachMomentToOneWorkerOnly() throws InterruptedException {
      // two within one nanosecond are likely once in some million pairs at this rate
      assertThat(takenByFour(Arrivals.poisson(Levels.constant(1), START, 1))).hasSize(400_000);
    }
  }

  private static Set<Long> takenByFour(Arrivals arrivals) throws InterruptedException {
    Set<Long> taken = ConcurrentHashMap.newKeySet();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> LongStream.range(0, 100_000).forEach(n -> taken.add(arrivals.nextNanos())));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return taken;
  }
}
