package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.progressive.maths.Recommendation.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScalingAnalysisTest {

  private static final AnalysisOptions USUAL = AnalysisOptions.usual(1);

  private static Measured level(double n, double x, double error) {
    return new Measured(n, x, error, n / x, 2 * n / x, 3 * n / x, 0);
  }

  /** Returns levels of X(N) = λN / (1 + σ(N − 1) + κN(N − 1)) with noise. */
  private static List<Measured> law(
      double lambda, double sigma, double kappa, double noise, int... levels) {
    Random random = new Random(3);
    List<Measured> measured = new ArrayList<>();
    for (int n : levels) {
      double x = lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
      measured.add(level(n, x * (1 + noise * random.nextGaussian()), noise * x));
    }
    return measured;
  }

  private static Recommendation advice(List<Measured> levels) {
    return ScalingAnalysis.of(levels, USUAL).recommendation();
  }

  @Nested
  class AnAnswer {

    private final List<Measured> levels =
        law(100, 0.02, 0.0004, 0.01, 1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128);

    @Test
    void isOneSentenceWithTheNumbersBehindIt() {
      // truly: the peak is 1,689 at 49.5, and 97 % of it begin at 36.5 and end at 67
      ScalingAnalysis analysis =
          ScalingAnalysis.of(levels, USUAL.withEvidence(Evidence.ofWaits(0.2, 0.62, 0.1, 0.05)));
      Recommendation advice = analysis.recommendation();
      assertThat(advice.verdict()).isEqualTo(Verdict.FOUND);
      Recommendation.Range range = advice.range().orElseThrow();
      assertThat(range.from()).isBetween(36, 38);
      assertThat(range.to()).isBetween(46, 53);
      assertThat(range.peakLevel()).isBetween(46.0, 53.0);
      assertThat(advice.sentence())
          .isEqualTo(
              "use 38 to 49 workers: 38 do 98 % of the fitted peak of 1,672 transactions a second (50"
                  + " workers) at 79 % of its p99; beyond 64 throughput falls; lock contention limits it (62 % of"
                  + " sessions' time waiting for locks)");
      assertThat(advice.tryLevels()).isEmpty();
    }

    @Test
    void saysWhatTakesOverWhereThroughputFalls() {
      Bottleneck locks = Bottleneck.of(Evidence.ofWaits(0.2, 0.62, 0.1, 0.05));
      Bottleneck cpu = Bottleneck.of(Evidence.ofWaits(0.7, 0.1, 0, 0));
      SortedMap<Double, Bottleneck> limits =
          new TreeMap<>(Map.of(48.0, cpu, 64.0, cpu, 96.0, locks, 128.0, locks));
      AnalysisOptions options =
          USUAL.withEvidence(Evidence.ofWaits(0.7, 0.1, 0, 0)).withLimits(limits);
      assertThat(ScalingAnalysis.of(levels, options).recommendation().sentence())
          .contains(
              "; beyond 64 throughput falls and lock contention takes over; the CPU of the server"
                  + " limits it (70 % of sessions' time on CPU)");
      // what limits all levels does not take over
      limits.replaceAll((level, limit) -> cpu);
      assertThat(ScalingAnalysis.of(levels, options.withLimits(limits)).recommendation().sentence())
          .contains("; beyond 64 throughput falls; the CPU of the server limits it");
    }

    @Test
    void namesTheBestLevelsInEachSenseWithTheirRanges() {
      ScalingAnalysis analysis =
          ScalingAnalysis.of(
              levels, USUAL.withBound(new LatencyBound(LatencyBound.Percentile.P99, 0.06)));
      assertThat(analysis.errors()).isEqualTo(ErrorSource.BANDS);
      Optimum peak = analysis.optimum(Optimum.Kind.USL_PEAK).orElseThrow();
      assertThat(peak.level().low()).isLessThan(49.5);
      assertThat(peak.level().high()).isGreaterThan(49.5);
      assertThat(peak.isMeasured()).isFalse();
      Optimum most = analysis.optimum(Optimum.Kind.MAXIMUM).orElseThrow();
      assertThat(most.level().value()).isIn(48.0, 64.0);
      assertThat(most.isMeasured()).isTrue();
      assertThat(most.efficiency()).isLessThan(0.4);
      // X²/N of the law is highest where 1 = κN² + ..., by enumeration at 16 of the measured levels
      assertThat(analysis.optimum(Optimum.Kind.EFFICIENCY).orElseThrow().level().value())
          .isEqualTo(24);
      assertThat(analysis.optimum(Optimum.Kind.KNEE).orElseThrow().level().value())
          .isIn(16.0, 24.0);
      Optimum bounded = analysis.optimum(Optimum.Kind.UNDER_BOUND).orElseThrow();
      assertThat(bounded.level().value()).isEqualTo(24);
      assertThat(analysis.regions().get(0).kind()).isEqualTo(Region.Kind.LINEAR);
      assertThat(analysis.regions().get(analysis.regions().size() - 1).kind())
          .isEqualTo(Region.Kind.RETROGRADE);
      assertThat(analysis.models().best().orElseThrow().fit().model()).isEqualTo(Model.usl());
      assertThat(analysis.derivatives().first()).hasSize(11);
      assertThat(analysis.queueing()).isPresent();
      assertThat(analysis.little()).hasSize(11).allMatch(l -> Math.abs(l.missingShare()) < 1e-9);
    }

    @Test
    void respectsABoundOfLatency() {
      LatencyBound bound = new LatencyBound(LatencyBound.Percentile.P99, 0.06);
      Recommendation advice = ScalingAnalysis.of(levels, USUAL.withBound(bound)).recommendation();
      assertThat(advice.sentence())
          .isEqualTo(
              "use 23 to 24 workers: 23 do 98 % of the fitted peak of 1,414 transactions a second (24 workers) at 98 % of"
                  + " its p99; beyond 24 p99 is not below 60 ms");
      LatencyBound impossible = new LatencyBound(LatencyBound.Percentile.P95, 0.01);
      assertThat(
              ScalingAnalysis.of(levels, USUAL.withBound(impossible)).recommendation().sentence())
          .isEqualTo(
              "inconclusive: no level keeps p95 below 10 ms: the lowest, 1 worker, took 20.0 ms");
    }

    @Test
    void isTheSameForTheSameNumbersAndSeed() {
      ScalingAnalysis once = ScalingAnalysis.of(levels, USUAL);
      List<Measured> reversed = new ArrayList<>(levels);
      Collections.reverse(reversed);
      ScalingAnalysis again = ScalingAnalysis.of(reversed, USUAL);
      assertThat(again.recommendation()).isEqualTo(once.recommendation());
      assertThat(again.optima()).isEqualTo(once.optima());
      assertThat(again.regions()).isEqualTo(once.regions());
      assertThat(again.queueing()).isEqualTo(once.queueing());
    }

    @Test
    void speaksOfConnectionsIfTheseWereMeasured() {
      assertThat(
              ScalingAnalysis.of(levels, USUAL.withUnit("connections")).recommendation().sentence())
          .startsWith("use 38 to 49 connections: 38 do 98 % of the fitted peak of ");
    }

    @Test
    void doesNotDependOnErrorsBeingGivenIfThereAreEnoughLevels() {
      List<Measured> plain =
          levels.stream().map(l -> Measured.of(l.concurrency(), l.throughput())).toList();
      ScalingAnalysis analysis = ScalingAnalysis.of(plain, USUAL);
      assertThat(analysis.errors()).isEqualTo(ErrorSource.SCATTER);
      assertThat(analysis.recommendation().verdict()).isEqualTo(Verdict.FOUND);
      assertThat(analysis.recommendation().range().orElseThrow().from()).isBetween(37, 40);
      assertThat(analysis.recommendation().range().orElseThrow().shareOfPeakP99()).isEmpty();
    }
  }

  @Nested
  class HonestAnswers {

    @Test
    void nothingMeasured() {
      assertThat(advice(List.of()).sentence()).isEqualTo("inconclusive: nothing was measured");
    }

    @Test
    void allBandsFailed() {
      Measured failed = new Measured(4, 0, 0, Double.NaN, Double.NaN, Double.NaN, 1);
      Measured half = new Measured(8, 120, 2, 0.1, 0.2, 0.3, 0.5);
      Recommendation advice = advice(List.of(failed, half));
      assertThat(advice.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(advice.sentence())
          .isEqualTo(
              "inconclusive: no level can be used (left out: 4 workers, nothing was done; 8 workers,"
                  + " 50.0 % of the transactions failed); find out why and measure again");
    }

    @Test
    void oneBand() {
      Recommendation advice = advice(List.of(level(8, 800, 8)));
      assertThat(advice.sentence())
          .isEqualTo(
              "inconclusive: one level, 8 workers, says nothing of scaling; try 4 and 16 workers");
      assertThat(advice.tryLevels()).containsExactly(4, 16);
      assertThat(advice(List.of(level(1, 100, 1))).sentence())
          .isEqualTo(
              "inconclusive: one level, 1 worker, says nothing of scaling; try 2 and 4 workers");
    }

    @Test
    void twoBandsThatRise() {
      Recommendation advice = advice(List.of(level(4, 400, 4), level(16, 1_200, 12)));
      assertThat(advice.verdict()).isEqualTo(Verdict.NOT_REACHED);
      assertThat(advice.sentence())
          .isEqualTo(
              "not reached: throughput still rises at 16 workers, the most that were measured (1,200"
                  + " transactions a second); try 24 and 32 workers");
    }

    @Test
    void twoBandsThatFall() {
      assertThat(advice(List.of(level(4, 400, 4), level(64, 200, 4))).sentence())
          .isEqualTo(
              "inconclusive: 4 workers do more than 64 (400 and 200 transactions a second), and two"
                  + " levels do not show where the peak is; try 16 workers");
    }

    @Test
    void twoBandsThatCannotBeToldApart() {
      assertThat(advice(List.of(level(4, 400, 20), level(8, 410, 20))).sentence())
          .isEqualTo(
              "inconclusive: no difference can be shown from 4 to 8 workers (410 transactions a"
                  + " second); more than 4 gain at most 16.4 %; measure longer, or each level several"
                  + " times");
    }

    @Test
    void constantThroughput() {
      List<Measured> levels = new ArrayList<>();
      Random random = new Random(8);
      for (int n : new int[] {1, 2, 4, 8, 16, 32}) {
        levels.add(level(n, 1_000 * (1 + 0.004 * random.nextGaussian()), 4));
      }
      Recommendation advice = advice(levels);
      assertThat(advice.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
      assertThat(advice.sentence())
          .isEqualTo(
              "use 1 worker: no difference can be shown from 1 to 32 workers (1,002 transactions a"
                  + " second); more than 1 gain at most 0.5 %");
      assertThat(advice.range().orElseThrow().from()).isEqualTo(1);
    }

    @Test
    void constantThroughputWithoutAnyNoise() {
      List<Measured> levels = new ArrayList<>();
      for (int n : new int[] {4, 8, 16, 32, 64}) {
        levels.add(level(n, 500, 0));
      }
      assertThat(advice(levels).sentence())
          .isEqualTo(
              "use 4 workers: no difference can be shown from 4 to 64 workers (500 transactions a"
                  + " second); more than 4 gain at most 0.0 %; fewer may do, try 2 workers");
    }

    @Test
    void oneOutlier() {
      List<Measured> levels =
          new ArrayList<>(law(100, 0.02, 0.0004, 0.01, 1, 2, 4, 8, 24, 32, 48, 64, 96));
      levels.add(level(16, 400, 5));
      ScalingAnalysis analysis = ScalingAnalysis.of(levels, USUAL);
      assertThat(analysis.leftOut()).extracting(l -> l.level().concurrency()).containsExactly(16.0);
      assertThat(analysis.models().points().size()).isEqualTo(9);
      assertThat(analysis.recommendation().range().orElseThrow().from()).isBetween(37, 40);
      assertThat(analysis.recommendation().sentence())
          .isEqualTo(
              "use 38 to 49 workers: 38 do 98 % of the fitted peak of 1,672 transactions a second (49"
                  + " workers) at 80 % of its p99; beyond 64 throughput falls (left out: 16 workers, 400 transactions a"
                  + " second, where the other levels say about 1,141)");
    }

    @Test
    void aPeakThatIsFurtherOut() {
      Recommendation advice = advice(law(100, 0.002, 0.00001, 0.01, 1, 2, 4, 8, 16, 32, 64));
      assertThat(advice.verdict()).isEqualTo(Verdict.NOT_REACHED);
      assertThat(advice.sentence())
          .isEqualTo(
              "not reached: throughput still rises at 64 workers, the most that were measured (5,412"
                  + " transactions a second); try 96 and 128 workers");
      assertThat(advice.tryLevels()).containsExactly(96, 128);
    }

    @Test
    void throughputThatFallsFromTheFirstLevelOn() {
      Recommendation advice = advice(law(100, 0.5, 0.1, 0.01, 8, 12, 16, 24, 32, 48));
      assertThat(advice.sentence())
          .isEqualTo(
              "use 8 workers: the fitted peak, 79.2 transactions a second; beyond 8 throughput falls; fewer"
                  + " were not measured, try 4 workers");
      assertThat(advice.tryLevels()).containsExactly(4);
    }

    @Test
    void levelsThatContradictEachOther() {
      // highest at both ends: whatever rises to one peak is far from these levels
      List<Measured> levels =
          List.of(
              level(4, 1_010, 15),
              level(8, 800, 15),
              level(16, 780, 15),
              level(32, 810, 15),
              level(64, 1_000, 15));
      Recommendation advice = advice(levels);
      assertThat(advice.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(advice.sentence())
          .isEqualTo(
              "inconclusive: noise hides where the peak is: anything from 4 to 59 workers may be the"
                  + " fewest for 97 % of it; measure longer, or each level several times");
    }

    @Test
    void fewLevelsOfUnknownError() {
      assertThat(
              advice(List.of(Measured.of(1, 100), Measured.of(4, 300), Measured.of(8, 290)))
                  .sentence())
          .isEqualTo(
              "inconclusive: the errors of these 3 levels are not known, so that differences may be"
                  + " noise; 4 workers did most (300 transactions a second); measure each level again");
    }
  }

  @Test
  void whatIsNoOptionIsRefused() {
    assertThatThrownBy(() -> USUAL.withSamples(10))
        .hasMessage("samples must be at least 100, was 10");
    assertThatThrownBy(() -> USUAL.withUnit(" ")).hasMessage("unit must be a word, was ' '");
    assertThatThrownBy(() -> USUAL.withThinkSeconds(-1))
        .hasMessage("think time must be not negative and finite, was -1.0");
    assertThatThrownBy(() -> new LatencyBound(LatencyBound.Percentile.P99, 0))
        .hasMessage("limit must be positive and finite, was 0.0");
  }
}
