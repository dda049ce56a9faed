package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.StatementKind;
import io.stormdb.metrics.LatencyRanges;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real run says of how far its figures can be trusted. */
class PrecisionTest {

  private static final RunPlan PLAN =
      RunPlan.of("bank").schema("precision_test").workers(2).interval(Duration.ofMillis(100));

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new BankPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS precision_test CASCADE");
  }

  @Test
  void aRunEndsWhenTpsIsKnownAndCountsEverythingInItsIntervals() {
    RunResult result =
        db.run(
            PLAN.warmup(Duration.ofMillis(200))
                .thinkTime(new io.stormdb.api.Pause.Constant(Duration.ofMillis(5)))
                .until(new Until(90, Duration.ofMinutes(5))));
    Stopping stopping = result.stopping().orElseThrow();
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded()).isEmpty();
    assertThat(stopping.reached()).isPresent();
    assertThat(result.measured()).isBetween(Duration.ofSeconds(3), Duration.ofMinutes(1));
    assertThat(stopping.reached().get().estimate())
        .isCloseTo(result.tps().orElseThrow(), within(result.tps().orElseThrow() * 0.9));
    List<RunResult.Interval> measured =
        result.intervals().stream().filter(RunResult.Interval::measured).toList();
    assertThat(measured.stream().mapToLong(i -> i.counts().total()).sum())
        .isEqualTo(result.counts().total());
    assertThat(measured.stream().mapToLong(RunResult.Interval::rows).sum())
        .isEqualTo(
            result.statements().values().stream().mapToLong(RunResult.Statements::rows).sum());
    assertThat(result.statements().get(StatementKind.SELECT).rows()).isPositive();
  }

  @Test
  void aRunEndsAtTheLongestTimeWhenTpsIsNotKnown() {
    RunResult result = db.run(PLAN.until(new Until(0.000001, Duration.ofMillis(3_500))));
    assertThat(result.measured()).isEqualTo(Duration.ofMillis(3_500));
    assertThat(result.stopping().orElseThrow().reached()).isEmpty();
  }

  @Test
  void rangesOfLatenciesAreAboutTheFiguresOfTheResult() {
    // twice as many intervals as are needed, and more: on a busy machine there are fewer
    RunResult result = db.run(PLAN.duration(Duration.ofSeconds(5)));
    LatencyRanges ranges = result.latencyRanges().orElseThrow();
    assertThat(ranges.p95().interval().estimate())
        .isEqualTo(result.latencies().percentile(95).orElseThrow().toNanos());
    assertThat(ranges.mean().interval().low())
        .isLessThanOrEqualTo(result.latencies().mean().orElseThrow().toNanos());
    assertThat(result.stopping()).isEmpty();
    assertThat(result.intervals())
        .filteredOn(interval -> interval.counts().successful() > 0)
        .isNotEmpty()
        .allSatisfy(
            interval -> {
              assertThat(interval.mean().orElseThrow())
                  .isLessThanOrEqualTo(interval.max().orElseThrow());
              assertThat(interval.p90().orElseThrow())
                  .isBetween(interval.p50().orElseThrow(), interval.p95().orElseThrow());
              assertThat(interval.p999().orElseThrow())
                  .isBetween(interval.p99().orElseThrow(), interval.max().orElseThrow());
            });
  }

  @Test
  void theLoadOfPhasesIsMeantToChangeSoThatNothingIsSaid() {
    RunResult result = db.run(PLAN.phases(List.of(Phase.of(Duration.ofMillis(2_500)))));
    assertThat(result.latencyRanges()).isEmpty();
  }
}
