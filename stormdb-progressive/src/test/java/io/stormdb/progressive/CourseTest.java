package io.stormdb.progressive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.LatencyBound;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.metrics.Latencies;
import io.stormdb.progressive.maths.SloStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is measured next. */
class CourseTest {

  private static final RunPlan LOAD = RunPlan.of("any").duration(Duration.ofSeconds(10));
  private static final Strategy FOUR =
      new Listed.Custom(List.of(Level.of(1), Level.of(2), Level.of(4), Level.of(8)));

  /** Returns the workers of all bands of a study of a server with this throughput. */
  private static List<Integer> measured(StudyPlan plan, ToDoubleFunction<Level> tps) {
    return bands(plan, tps).stream().map(band -> band.level().workers()).toList();
  }

  private static List<BandResult> bands(StudyPlan plan, ToDoubleFunction<Level> tps) {
    Course course = Course.of(plan);
    List<BandResult> done = new ArrayList<>();
    Optional<Level> next = course.next(done);
    while (next.isPresent()) {
      done.add(Bands.of(done.size() + 1, next.get(), tps.applyAsDouble(next.get())));
      assertThat(done).hasSizeLessThanOrEqualTo(course.bands());
      next = course.next(done);
    }
    return done;
  }

  @Test
  void followsTheList() {
    assertThat(measured(StudyPlan.of(LOAD, FOUR), Level::workers)).containsExactly(1, 2, 4, 8);
    assertThat(measured(StudyPlan.of(LOAD, FOUR).order(Order.LISTED, 2), Level::workers))
        .containsExactly(1, 2, 4, 8, 1, 2, 4, 8);
  }

  @Test
  void goesForwardsAndBackwardsAgainstDrift() {
    assertThat(measured(StudyPlan.of(LOAD, FOUR).order(Order.ABBA, 2), Level::workers))
        .containsExactly(1, 2, 4, 8, 8, 4, 2, 1);
  }

  @Test
  void shufflesEachRepeatBySeed() {
    StudyPlan plan = StudyPlan.of(LOAD.seed(7), FOUR).order(Order.RANDOM, 3);
    List<Integer> order = measured(plan, Level::workers);
    for (int repeat = 0; repeat < 3; repeat++) {
      assertThat(order.subList(4 * repeat, 4 * repeat + 4)).containsExactlyInAnyOrder(1, 2, 4, 8);
    }
    assertThat(measured(plan, Level::workers)).isEqualTo(order);
    assertThat(measured(StudyPlan.of(LOAD.seed(8), FOUR).order(Order.RANDOM, 3), Level::workers))
        .isNotEqualTo(order);
  }

  @Test
  void goesOnWhereItStoppedWhateverTheOrder() {
    StudyPlan plan = StudyPlan.of(LOAD, FOUR).order(Order.RANDOM, 2);
    List<BandResult> all = bands(plan, Level::workers);
    for (int done = 0; done < all.size(); done++) {
      assertThat(Course.of(plan).next(all.subList(0, done))).contains(all.get(done).level());
    }
  }

  @Test
  void doesNotMeasureAFailedBandAgain() {
    Course course = Course.of(StudyPlan.of(LOAD, FOUR));
    assertThat(course.next(List.of(Bands.failed(1, Level.of(1), "no connection"))))
        .contains(Level.of(2));
  }

  @Nested
  class Collapsed {

    @Test
    void levelsAreNotPassedWhenTpsDecline() {
      StudyPlan plan = StudyPlan.of(LOAD, FOUR).stop(StopRules.NONE.decline(0.2));
      List<BandResult> bands = bands(plan, level -> level.workers() == 4 ? 70 : 100);
      assertThat(bands).extracting(BandResult::level).doesNotContain(Level.of(8));
      assertThat(Course.of(plan).leftOut(bands))
          .containsExactly(
              "8 workers, 8 connections was not measured: 4 workers, 4 connections had 70.0 TPS,"
                  + " less than 100.0 TPS by more than 20%");
    }

    @Test
    void levelsBelowAreStillMeasuredInAnyOrder() {
      StudyPlan plan =
          StudyPlan.of(
                  LOAD,
                  new Listed.Custom(List.of(Level.of(1), Level.of(4), Level.of(8), Level.of(2))))
              .stop(StopRules.NONE.decline(0.2));
      assertThat(measured(plan, level -> level.workers() == 4 ? 70 : 100)).containsExactly(1, 4, 2);
    }

    @Test
    void levelsAreKnownByLatency() {
      StopRules rules = StopRules.NONE.latency(LatencyBound.parseBroken("p99>2s"));
      BandResult slow =
          Bands.of(1, Level.of(1), 5, 0, Latencies.ofNanos(2_100_000_000L, 1_000_000));
      assertThat(rules.broken(slow, List.of()).orElseThrow())
          .matches(
              "p99 was 2\\d\\d\\d\\.\\d ms with 1 worker, 1 connection, over the limit p99<2s");
      assertThat(rules.broken(Bands.of(1, Level.of(1), 5), List.of())).isEmpty();
    }

    @Test
    void levelsAreKnownByErrors() {
      StopRules rules = StopRules.NONE.errors(0.1);
      BandResult failing = Bands.of(1, Level.of(4), 8, 20, Latencies.ofNanos(1_000));
      assertThat(rules.broken(failing, List.of()))
          .contains("20% of the transactions failed with 4 workers, 4 connections, more than 10%");
      assertThat(StopRules.NONE.errors(0.2).broken(failing, List.of())).isEmpty();
    }

    @Test
    void nothingIsWithoutARule() {
      assertThat(measured(StudyPlan.of(LOAD, FOUR), level -> 10.0 / level.workers()))
          .containsExactly(1, 2, 4, 8);
    }
  }

  @Nested
  class TheHighestRate {

    private final FindMax strategy =
        new FindMax(
            LatencyBound.parse("p99<20ms"),
            32,
            32,
            Rate.perSecond(1),
            Rate.perSecond(100),
            Rate.perSecond(100_000),
            40);

    private BandResult trial(int number, Level level, double capacity) {
      boolean isMet = level.rate().orElseThrow().perSecond() <= capacity;
      return Bands.of(
          number,
          level,
          Math.min(level.rate().orElseThrow().perSecond(), capacity),
          0,
          Latencies.ofNanos(isMet ? 5_000_000 : 50_000_000));
    }

    private StudyResult study(StudyResult.Status status, List<BandResult> bands) {
      return new StudyResult(
          StudyPlan.of(LOAD, strategy),
          status,
          Instant.EPOCH,
          Duration.ofHours(1),
          "bank",
          Optional.empty(),
          bands,
          List.of(),
          List.of());
    }

    @Test
    void isFoundWithinAFewPerCent() {
      Course course = Course.of(StudyPlan.of(LOAD, strategy));
      List<BandResult> done = new ArrayList<>();
      Optional<Level> next = course.next(done);
      while (next.isPresent()) {
        // the law of large numbers stands in for a server: 1,234 a second, and not one more
        BandResult band = trial(done.size() + 1, next.get(), 1_234);
        long count = Math.max(1, band.figures().orElseThrow().counts().total());
        long[] nanos = new long[(int) count];
        Arrays.fill(nanos, band.figures().orElseThrow().latencies().max().orElseThrow().toNanos());
        done.add(
            Bands.of(
                done.size() + 1,
                next.get(),
                band.figures().orElseThrow().tps(),
                0,
                Latencies.ofNanos(nanos)));
        next = course.next(done);
      }
      String answer = ((SloStep.Ended) new FindMaxCourse(strategy).step(done)).sentence();
      assertThat(answer).startsWith("sustainable: 1").contains("transactions a second");
      String figure = answer.replaceAll("sustainable: ([0-9.,]+) .*", "$1");
      double rate = Double.parseDouble(figure.replace(",", ""));
      assertThat(rate).isBetween(1_234 / 1.06, 1_234.0);

      StudyResult study = study(StudyResult.Status.COMPLETED, done);
      BandResult optimal = Conclusions.of(study).optimal(study).orElseThrow();
      assertThat(optimal.level())
          .hasToString(figure.replace(",", "") + "/s, 32 workers, 32 connections");
      assertThat(study.best().orElseThrow().level()).isNotEqualTo(optimal.level());
    }

    @Test
    void isNoneOfTheRatesBeforeItIsFound() {
      StudyResult study =
          study(
              StudyResult.Status.INTERRUPTED,
              List.of(
                  trial(
                      1,
                      Level.of(strategy.workers(), strategy.connections()).at(Rate.perSecond(100)),
                      200)));
      assertThat(study.best()).isPresent();
      assertThat(Conclusions.of(study).optimal(study)).isEmpty();
    }

    @Test
    void hasNoOtherRules() {
      assertThatThrownBy(() -> StudyPlan.of(LOAD, strategy).stop(StopRules.NONE.errors(0.1)))
          .hasMessage(
              "the search for the highest rate has a rule of its own, so there must be no other");
    }
  }
}
