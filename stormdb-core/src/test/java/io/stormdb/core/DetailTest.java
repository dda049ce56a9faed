package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Pause;
import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DetailTest {

  private static final RunPlan PLAN =
      RunPlan.of("shop")
          .schema("detail_test")
          .workers(3)
          .transactions(900)
          .interval(Duration.ofMillis(100))
          .detail(new Detail(true, true, true, true));

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new ShopPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS detail_test CASCADE");
  }

  @Test
  void measuresAreThoseThatTheServerHas() {
    db.rebuild(PLAN);
    // 300 transactions of each worker last longer than an interval, however fast the server is
    RunResult result = db.run(PLAN.thinkTime(new Pause.Constant(Duration.ofMillis(1))));

    Values lines = result.measures().get("lines").values();
    long sold = Long.parseLong(TestServer.string("SELECT count(*) - 1 FROM detail_test.sold"));
    assertThat(sold).isPositive();
    assertThat(lines.count()).isEqualTo(sold);
    assertThat(lines.sum())
        .isEqualTo(
            Double.parseDouble(TestServer.string("SELECT sum(lines) FROM detail_test.sold")));
    double median =
        Double.parseDouble(
            TestServer.string(
                "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lines)"
                    + " FROM detail_test.sold WHERE lines > 0"));
    assertThat(lines.percentile(50).orElseThrow())
        .isCloseTo(median, within(median * Values.RELATIVE_ERROR));
    assertThat(result.measures().get("lines").unit()).isEqualTo("pieces");
    assertThat(result.measures().get("never").values().count()).isZero();
    List<Details.MeasureSlice> slices =
        result.details().intervals().stream().flatMap(i -> i.measures().stream()).toList();
    assertThat(slices)
        .hasSizeGreaterThan(1)
        .allSatisfy(s -> assertThat(s.name()).isEqualTo("lines"));
    assertThat(slices.stream().mapToLong(Details.MeasureSlice::count).sum())
        .isEqualTo(lines.count());
    assertThat(slices.stream().mapToDouble(Details.MeasureSlice::sum).sum()).isEqualTo(lines.sum());
    assertThat(slices.stream().mapToDouble(Details.MeasureSlice::max).max().orElseThrow())
        .isEqualTo(lines.max().orElseThrow());
    assertThat(result.audit().get(0).measured()).isEqualTo(lines.count() + " " + lines.mean());
  }

  @Test
  void countersOfOneNameAreAddedUpAlsoInIntervals() {
    RunResult result = db.run(PLAN);
    long sold = result.transactions().get(0).counts().committed();
    assertThat(result.counters()).containsEntry("orders", sold).containsEntry("named_orders", sold);
    assertThat(result.details().intervals()).hasSameSizeAs(result.intervals());
    assertThat(
            result.details().intervals().stream()
                .mapToLong(piece -> piece.counters().getOrDefault("orders", 0L))
                .sum())
        .isEqualTo(sold);
  }

  @Test
  void workersTypesAndStatementsAddUpToTheWhole() {
    RunResult result = db.run(PLAN);
    Details details = result.details();
    assertThat(details.workers())
        .extracting(Details.OfWorker::name)
        .containsExactly("worker 0", "worker 1", "worker 2");
    assertThat(Counts.sum(details.workers().stream().map(Details.OfWorker::counts).toList()))
        .isEqualTo(result.counts());
    assertThat(details.workers())
        .allSatisfy(
            worker -> {
              assertThat(worker.latencies().count()).isEqualTo(worker.counts().successful());
              assertThat(worker.connected()).isLessThanOrEqualTo(result.measured());
            });
    for (int type = 0; type < 2; type++) {
      int number = type;
      assertThat(
              Counts.sum(
                  details.intervals().stream()
                      .map(piece -> piece.types().get(number).counts())
                      .toList()))
          .isEqualTo(result.transactions().get(type).counts());
    }

    Counts sold = result.transactions().get(0).counts();
    Counts failed = result.transactions().get(1).counts();
    Details.OfStatement list = statement(details, "list");
    assertThat(list.kind()).isEqualTo(StatementKind.SELECT);
    assertThat(list.latencies().count()).isEqualTo(sold.committed());
    assertThat(list.rows()).isEqualTo((long) result.measures().get("lines").values().sum());
    assertThat(statement(details, "insert").rows()).isEqualTo(sold.committed());
    assertThat(statement(details, "divide").errors()).isEqualTo(failed.failed());
    assertThat(statement(details, "divide").latencies().count()).isZero();
    // no statement can have taken longer than all workers together
    assertThat(details.statements().stream().mapToLong(s -> s.totalTime().toNanos()).sum())
        .isLessThan(3 * result.measured().toNanos());
    assertThat(details.statements().get(0).totalTime())
        .isGreaterThanOrEqualTo(details.statements().get(1).totalTime());
  }

  private static Details.OfStatement statement(Details details, String name) {
    return details.statements().stream()
        .filter(statement -> statement.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasNotAskedForIsNotThere() {
    RunResult result = db.run(PLAN.detail(new Detail(false, false, false, false)));
    assertThat(result.details().workers()).isEmpty();
    assertThat(result.details().statements()).isEmpty();
    assertThat(result.details().intervals())
        .allMatch(
            piece ->
                piece.types().isEmpty()
                    && piece.workers().isEmpty()
                    && piece.statements().isEmpty());
  }

  @Test
  void workersInIntervalsNeedWorkersInTheWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Detail.DEFAULT.perWorker(false).workerSeries(true))
        .withMessage("metrics.worker_series needs metrics.per_worker, which is switched off");
  }

  @Test
  void intervalsHaveWorkersAndStatementsThatAddUpToTheWhole() {
    RunResult result = db.run(PLAN.warmup(Duration.ofMillis(300)));
    List<Details.Piece> measured = new ArrayList<>();
    for (int i = 0; i < result.intervals().size(); i++) {
      Details.Piece piece = result.details().intervals().get(i);
      if (result.intervals().get(i).measured()) {
        measured.add(piece);
      } else {
        assertThat(piece.workers()).isEmpty();
      }
    }
    for (int worker = 0; worker < 3; worker++) {
      int number = worker;
      Details.OfWorker whole = result.details().workers().get(worker);
      assertThat(Counts.sum(measured.stream().map(p -> p.workers().get(number).counts()).toList()))
          .isEqualTo(whole.counts());
      assertThat(
              measured.stream()
                  .flatMap(piece -> piece.workers().get(number).max().stream())
                  .max(Duration::compareTo))
          .isEqualTo(whole.latencies().max());
    }
    for (Details.OfStatement whole : result.details().statements()) {
      List<Details.StatementSlice> slices =
          measured.stream()
              .flatMap(piece -> piece.statements().stream())
              .filter(slice -> slice.name().equals(whole.name()))
              .toList();
      assertThat(slices.stream().mapToLong(Details.StatementSlice::rows).sum())
          .isEqualTo(whole.rows());
      assertThat(slices.stream().mapToLong(Details.StatementSlice::errors).sum())
          .isEqualTo(whole.errors());
      assertThat(slices.stream().flatMap(s -> s.times().stream()).mapToLong(Spread::count).sum())
          .isEqualTo(whole.latencies().count());
    }
  }

  @Test
  void aLongRunKeepsSeveralIntervalsAsOneAndLosesNothing() {
    RunPlan plan =
        PLAN.warmup(Duration.ofMillis(250))
            .load(new Load.Open(Rate.perSecond(300), Load.Timetable.POISSON))
            .end(
                new RunPlan.End(
                    Optional.of(Duration.ofMillis(3 * 100 * RunPlan.MOST_KEPT - 250)),
                    OptionalLong.of(450)));
    List<Duration> heard = new ArrayList<>();
    RunResult result = db.listen(heardIn(heard)).run(plan);

    assertThat(plan.intervalsKeptAsOne()).isEqualTo(3);
    List<RunResult.Interval> measured =
        result.intervals().stream().filter(RunResult.Interval::measured).toList();
    // those of the warm-up stay apart from the others
    assertThat(result.intervals()).hasSize(measured.size() + 1);
    assertThat(heard.size()).isGreaterThan(2 * result.intervals().size());
    assertThat(result.details().intervals()).hasSameSizeAs(result.intervals());
    assertThat(Counts.sum(measured.stream().map(RunResult.Interval::counts).toList()))
        .isEqualTo(result.counts());
    assertThat(measured.stream().map(RunResult.Interval::length).reduce(Duration::plus))
        .contains(result.measured());
    assertThat(measured.stream().flatMap(i -> i.max().stream()).max(Duration::compareTo))
        .isEqualTo(result.latencies().max());
    assertThat(measured.stream().flatMap(i -> i.service().stream()).mapToLong(Spread::count).sum())
        .isEqualTo(result.counts().successful());
    assertThat(
            result.details().intervals().stream()
                .flatMap(piece -> piece.workers().stream())
                .mapToLong(slice -> slice.counts().total())
                .sum())
        .isEqualTo(result.counts().total());
  }

  private static RunListener heardIn(List<Duration> lengths) {
    return new RunListener() {
      @Override
      public void interval(
          Duration start, Duration length, boolean measured, Tally tally, Duration left) {
        lengths.add(length);
      }
    };
  }

  @Test
  void runsOfTwoHoursKeepEverySecond() {
    RunPlan plan = RunPlan.of("shop");
    assertThat(plan.duration(Duration.ofHours(2)).intervalsKeptAsOne()).isEqualTo(1);
    assertThat(plan.duration(Duration.ofHours(2).plusSeconds(1)).intervalsKeptAsOne()).isEqualTo(2);
    assertThat(plan.duration(Duration.ofDays(7)).intervalsKeptAsOne()).isEqualTo(84);
    assertThat(plan.transactions(1_000_000).intervalsKeptAsOne()).isEqualTo(1);
  }

  @Test
  void aTransactionThatLosesItsConnectionCountsAndMeasuresNothing() {
    RunResult result = db.run(PLAN.parameter("what", "die").transactions(3));
    assertThat(result.counts().failed()).isEqualTo(3);
    assertThat(result.counters()).containsEntry("orders", 0L);
    assertThat(result.measures().get("lines").values().count()).isZero();
    assertThat(result.details().workers())
        .allMatch(worker -> worker.connected().compareTo(result.measured()) <= 0);
  }

  @Test
  void aNegativeValueIsABugOfTheWorkload() {
    RunResult result = db.run(PLAN.parameter("what", "owe"));
    assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(result.degraded().get(0))
        .endsWith("measure 'lines' takes values that are finite and not negative, was given -1.0");
  }

  @Test
  void theClientIsJudged() {
    RunResult result = db.run(PLAN);
    ClientUse use = result.client().orElseThrow().use();
    assertThat(use.watched()).isLessThanOrEqualTo(result.measured().plusSeconds(1));
    assertThat(use.cpu().orElseThrow()).isPositive();
    assertThat(use.wakeUps().count()).isZero();
  }

  /** Whoever cuts intervals may be held up until the end, above all on a client without room. */
  @Test
  void theClientIsJudgedAlsoIfNobodySawTheMeasuredPartBegin() {
    RunListener late =
        new RunListener() {
          @Override
          public void interval(
              Duration start, Duration length, boolean measured, Tally tally, Duration left) {
            if (!measured) {
              long until = System.nanoTime() + Duration.ofMillis(900).toNanos();
              while (System.nanoTime() < until) {
                LockSupport.parkNanos(this, until - System.nanoTime());
              }
            }
          }
        };
    RunResult result =
        db.listen(late)
            .run(
                PLAN.warmup(Duration.ofMillis(400))
                    .interval(Duration.ofMillis(200))
                    .duration(Duration.ofMillis(400)));
    assertThat(result.counts().committed()).isPositive();
    assertThat(result.client()).isPresent();
  }

  @Test
  void wakeUpsOfFreeWorkersAreSeenInAnOpenLoop() {
    RunResult result =
        db.run(PLAN.rate(Rate.perSecond(100)).duration(Duration.ofSeconds(1)).workers(4));
    ClientUse use = result.client().orElseThrow().use();
    assertThat(use.wakeUps().count())
        .isPositive()
        .isLessThanOrEqualTo(result.openLoop().orElseThrow().startDelays().count());
  }
}
