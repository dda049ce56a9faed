package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Mix;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.PhaseRecorder;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of a second, each with latencies of its own. */
class IntervalSeriesTest {

  private static final RunPlan PLAN = RunPlan.of("any").workers(1).transactions(1_000_000);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<IntervalSeries.Cut> cuts = new ArrayList<>();
  private final Random random = new Random(11);

  private static IntervalFigures figures() {
    Schedule schedule = new Schedule(0, 0, Long.MAX_VALUE);
    PhaseRecorder recorder = new PhaseRecorder(1, 1, 1, false);
    return new IntervalFigures(
        new RunState(
            PLAN,
            List.of(),
            Mix.WEIGHTED,
            schedule,
            NanoClock.SYSTEM,
            recorder,
            recorder,
            new ErrorLog(),
            new ConcurrentHashMap<>(),
            new DeferredQueue(0),
            List.of(),
            null,
            null,
            Seen.nothing(),
            null,
            new ErrorWatch(PLAN, schedule, NanoClock.SYSTEM, recorder)));
  }

  private static IntervalSeries atMost(int most) {
    return new IntervalSeries(figures(), 1, false, most);
  }

  private void addTo(IntervalSeries series, int number, boolean measured) {
    for (int i = 0; i < number; i++) {
      int succeeded = random.nextInt(20);
      Latencies latencies =
          Latencies.ofNanos(random.longs(succeeded, 100_000, 900_000_000).toArray());
      TypeTally type =
          new TypeTally(
              new Counts(succeeded, 0, random.nextInt(2), 0),
              latencies,
              latencies,
              Latencies.none());
      IntervalSeries.Cut cut =
          new IntervalSeries.Cut(
              SECOND.multipliedBy(cuts.size()),
              SECOND,
              measured,
              0,
              new Connectivity.Lost(random.nextInt(1_000), 0),
              new Tally(
                  List.of(type),
                  List.of((long) succeeded),
                  List.of(3L * succeeded),
                  List.of(),
                  Latencies.none(),
                  Latencies.none()),
              Map.of(),
              List.of(),
              Map.of());
      cuts.add(cut);
      series.add(cut);
    }
  }

  /** Checks that intervals follow one another, each with exactly what its seconds had. */
  private void assertExact(IntervalSeries series) {
    int next = 0;
    for (int i = 0; i < series.intervals().size(); i++) {
      RunResult.Interval interval = series.intervals().get(i);
      assertThat(interval.start()).isEqualTo(SECOND.multipliedBy(next));
      List<IntervalSeries.Cut> its =
          cuts.subList(next, next + Math.toIntExact(interval.length().toSeconds()));
      next += its.size();
      List<TypeTally> tallies = its.stream().map(cut -> cut.tally().types().get(0)).toList();
      Latencies all = Latencies.merged(tallies.stream().map(TypeTally::latencies).toList());
      assertThat(interval.counts())
          .isEqualTo(Counts.sum(tallies.stream().map(TypeTally::counts).toList()));
      assertThat(interval.statements()).isEqualTo(all.count());
      assertThat(interval.rows()).isEqualTo(3 * all.count());
      assertThat(interval.mean()).isEqualTo(all.mean());
      assertThat(interval.p50()).isEqualTo(all.percentile(50));
      assertThat(interval.p99()).isEqualTo(all.percentile(99));
      assertThat(interval.max()).isEqualTo(all.max());
      assertThat(interval.lost().toNanos())
          .isEqualTo(its.stream().mapToLong(cut -> cut.lost().workerNanos()).sum());
      assertThat(its).allMatch(cut -> cut.measured() == interval.measured());
      assertThat(series.pieces().get(i).types().get(0).p95()).isEqualTo(all.percentile(95));
    }
    assertThat(next).isEqualTo(cuts.size());
    assertThat(series.pieces()).hasSameSizeAs(series.intervals());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 17, 63, 64, 65, 1_000, 5_003})
  void keepsNoMoreThanAllowedAndLosesNothing(int number) {
    IntervalSeries series = atMost(8);
    addTo(series, number, true);
    series.end();
    assertThat(series.intervals()).hasSizeLessThanOrEqualTo(8);
    assertExact(series);
    // each but the last is as long as is said, which is no longer than it must be
    assertThat(series.intervals().subList(0, series.intervals().size() - 1))
        .allMatch(interval -> interval.length().toSeconds() == series.together());
    assertThat(series.together()).isEqualTo(number <= 8 ? 1 : doublings(number, 8));
  }

  private static int doublings(int number, int most) {
    int together = 1;
    while ((number + together - 1) / together > most) {
      together *= 2;
    }
    return together;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 30, 100})
  void keepsTheWarmUpApart(int warmup) {
    IntervalSeries series = atMost(8);
    addTo(series, warmup, false);
    addTo(series, 333, true);
    series.end();
    assertThat(series.intervals()).hasSizeLessThanOrEqualTo(8);
    assertExact(series);
    assertThat(
            series.intervals().stream()
                .filter(interval -> !interval.measured())
                .mapToLong(interval -> interval.length().toSeconds())
                .sum())
        .isEqualTo(warmup);
  }

  @Test
  void keepsEachAsLongAsThereIsRoom() {
    IntervalSeries series = atMost(RunPlan.MOST_KEPT);
    addTo(series, 500, true);
    series.end();
    assertThat(series.intervals()).hasSize(500);
    assertThat(series.together()).isEqualTo(1);
    assertExact(series);
  }

  @Test
  void putsTogetherFromTheStartWhatIsKnownToBeTooMuch() {
    IntervalSeries series = new IntervalSeries(figures(), 3, true, 8);
    addTo(series, 4, false);
    addTo(series, 10, true);
    series.end();
    assertExact(series);
    assertThat(series.intervals())
        .extracting(interval -> interval.length().toSeconds())
        .containsExactly(3L, 1L, 3L, 3L, 3L, 1L);
    assertThat(series.together()).isEqualTo(3);
  }
}
