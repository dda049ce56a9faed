package io.stormdb.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {

  private static final int RUNS = 100;
  private static final int VALUES_AN_INTERVAL = 20;

  /** Standard deviations of the logarithm: from interval to interval, and within one. */
  private static final double BETWEEN = 0.2;

  private static final double WITHIN = 0.5;

  static Frequencies frequencies(long... values) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    LongStream.of(values).forEach(value -> counts.merge(value, 1L, Long::sum));
    return Frequencies.of(
        counts.keySet().stream().mapToLong(Long::longValue).toArray(),
        counts.values().stream().mapToLong(Long::longValue).toArray(),
        LongStream.of(values).sum());
  }

  /**
   * Lognormal values about a level that is an AR(1) series: those of all intervals together are
   * lognormal as well, so that every figure has a true value.
   */
  private static List<Frequencies> run(int intervals, double phi, long seed) {
    Random random = new Random(seed);
    List<Frequencies> run = new ArrayList<>();
    double level = BETWEEN * random.nextGaussian();
    for (int i = 0; i < intervals; i++) {
      long[] values = new long[VALUES_AN_INTERVAL];
      for (int v = 0; v < values.length; v++) {
        values[v] = Math.round(1e6 * Math.exp(level + WITHIN * random.nextGaussian()));
      }
      run.add(frequencies(values));
      level = phi * level + BETWEEN * Math.sqrt(1 - phi * phi) * random.nextGaussian();
    }
    return run;
  }

  private static final double TRUE_MEAN = 1e6 * Math.exp((BETWEEN * BETWEEN + WITHIN * WITHIN) / 2);

  private static double truePercentile(double z) {
    return 1e6 * Math.exp(z * Math.hypot(BETWEEN, WITHIN));
  }

  private static double coverage(
      int intervals, double phi, double truth, Function<BlockBootstrap, BlockBootstrap.Range> of) {
    int covered = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      ConfidenceInterval interval =
          of.apply(new BlockBootstrap(run(intervals, phi, seed), 0.95, seed)).interval();
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return covered / (double) RUNS;
  }

  private static BlockBootstrap.Range percentile(BlockBootstrap bootstrap, double percentile) {
    return bootstrap.percentile(percentile).orElseThrow();
  }

  @Nested
  class TheTruth {

    // with 100 runs the share that is covered has a standard error of two in a hundred

    @Test
    void isCoveredAsOftenAsSaidWhenIntervalsAreIndependent() {
      assertThat(coverage(120, 0, TRUE_MEAN, b -> b.mean().orElseThrow())).isBetween(0.90, 0.99);
      assertThat(coverage(120, 0, truePercentile(0), b -> percentile(b, 50))).isBetween(0.90, 0.99);
      assertThat(coverage(120, 0, truePercentile(1.644854), b -> percentile(b, 95)))
          .isBetween(0.90, 0.99);
    }

    @Test
    void isCoveredNearlyAsOftenWhenIntervalsDependOnThoseBefore() {
      assertThat(coverage(240, 0.5, TRUE_MEAN, b -> b.mean().orElseThrow())).isBetween(0.86, 0.99);
      assertThat(coverage(240, 0.5, truePercentile(2.326348), b -> percentile(b, 99)))
          .isBetween(0.86, 0.99);
    }

    @Test
    void isCoveredByFewIntervalsAsWell() {
      assertThat(coverage(20, 0, truePercentile(1.644854), b -> percentile(b, 95)))
          .isBetween(0.90, 1.0);
    }
  }

  @Nested
  class ARange {

    @Test
    void isAboutTheFigureOfAllValues() {
      List<Frequencies> run = run(60, 0.3, 1);
      Frequencies all = run.stream().reduce(Frequencies.NONE, Frequencies::plus);
      BlockBootstrap bootstrap = new BlockBootstrap(run, 0.95, 1);
      assertThat(percentile(bootstrap, 95).interval().estimate()).isEqualTo(all.percentile(0.95));
      assertThat(bootstrap.mean().orElseThrow().interval().estimate())
          .isCloseTo(all.sum() / all.total(), within(1e-6));
    }

    @Test
    void isTheSameForTheSameSeed() {
      List<Frequencies> run = run(60, 0.3, 1);
      assertThat(new BlockBootstrap(run, 0.95, 7).percentile(99))
          .isEqualTo(new BlockBootstrap(run, 0.95, 7).percentile(99));
    }

    @Test
    void isAPointWhenNothingEverChanges() {
      BlockBootstrap.Range range =
          percentile(
              new BlockBootstrap(Collections.nCopies(20, frequencies(1, 2, 3)), 0.95, 1), 50);
      assertThat(range)
          .isEqualTo(new BlockBootstrap.Range(new ConfidenceInterval(2, 2, 2, 0.95), 1, true));
    }

    @Test
    void agreesWithTheNormalIntervalOfAMean() {
      // one value an interval: the mean of 1,000 independent values, of which theory knows all
      Random random = new Random(5);
      List<Frequencies> run = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        run.add(frequencies(Math.round(1e6 + 1e5 * random.nextGaussian())));
      }
      ConfidenceInterval interval =
          new BlockBootstrap(run, 0.95, 5).mean().orElseThrow().interval();
      assertThat(interval.high() - interval.low())
          .isCloseTo(2 * 1.96 * 1e5 / Math.sqrt(1_000), within(1.5e3));
    }

    @Test
    void isNotTrustedWhenTheRunDrifts() {
      List<Frequencies> drift = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        drift.add(frequencies(1_000 + 10L * i));
      }
      assertThat(new BlockBootstrap(drift, 0.95, 1).mean().orElseThrow().trusted()).isFalse();
    }

    @Test
    void passesOverIntervalsWithoutValues() {
      List<Frequencies> run = new ArrayList<>(Collections.nCopies(30, Frequencies.NONE));
      run.add(frequencies(5));
      assertThat(percentile(new BlockBootstrap(run, 0.95, 1), 50).interval())
          .isEqualTo(new ConfidenceInterval(5, 5, 5, 0.95));
    }
  }

  @Test
  void saysNothingAboutTooFewIntervalsOrNoValues() {
    assertThat(new BlockBootstrap(run(19, 0, 1), 0.95, 1).percentile(50)).isEmpty();
    assertThat(new BlockBootstrap(Collections.nCopies(20, Frequencies.NONE), 0.95, 1).mean())
        .isEmpty();
  }

  @Test
  void knowsNoPercentileOfNothing() {
    assertThatThrownBy(() -> new BlockBootstrap(List.of(), 0.95, 1).percentile(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentile must be greater than 0 and at most 100, was 0.0");
  }
}
