package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Isolation;
import io.stormdb.api.Pause;
import io.stormdb.api.StatementKind;
import io.stormdb.metrics.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final RunPlan PLAN =
      RunPlan.of("bank").schema("run_test").workers(4).transactions(2_000).verify(true);

  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .catalog(WorkloadCatalog.of(List.of(new BankPlugin(), new OddPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS run_test CASCADE");
    TestServer.execute("DROP SCHEMA IF EXISTS odd_test CASCADE");
  }

  private static RunResult.Transactions type(RunResult result, String name) {
    return result.transactions().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class ARunOfSomeTransactions {

    @Test
    void runsExactlyThatMany() {
      RunResult result = db.run(PLAN);
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.degraded()).isEmpty();
      assertThat(result.counts()).isEqualTo(new Counts(2_000, 0, 0, 0));
      assertThat(result.latencies().count()).isEqualTo(2_000);
      assertThat(result.checks()).extracting(CheckResult::verdict).containsExactly(Verdict.PASS);
      assertThat(result.tps().orElseThrow()).isEqualTo(2_000 / (result.measured().toNanos() / 1e9));
      assertThat(result.intervals().stream().mapToLong(i -> i.counts().committed()).sum())
          .isEqualTo(2_000);
    }

    @Test
    void countsStatementsAndRowsByKind() {
      RunResult result = db.run(PLAN);
      long balances = type(result, "balance").counts().committed();
      long transfers = type(result, "transfer").counts().committed();
      assertThat(result.statements().get(StatementKind.SELECT))
          .isEqualTo(new RunResult.Statements(balances, balances));
      assertThat(result.statements().get(StatementKind.UPDATE))
          .isEqualTo(new RunResult.Statements(2 * transfers, 2 * transfers));
      assertThat(result.counters()).containsEntry("money_moved", 5 * transfers);
    }

    @Test
    void sameSeedChoosesAndDrawsTheSame() {
      RunPlan alone = PLAN.workers(1).seed(5);
      db.rebuild(alone);
      RunResult first = db.run(alone);
      List<String> balances =
          TestServer.strings("SELECT balance FROM run_test.account ORDER BY id");
      db.rebuild(alone);
      RunResult second = db.run(alone);
      assertThat(TestServer.strings("SELECT balance FROM run_test.account ORDER BY id"))
          .isEqualTo(balances);
      assertThat(type(second, "transfer").counts()).isEqualTo(type(first, "transfer").counts());
      db.rebuild(alone);
      db.run(alone.seed(6));
      assertThat(TestServer.strings("SELECT balance FROM run_test.account ORDER BY id"))
          .isNotEqualTo(balances);
    }

    @Test
    void anExpectedRollbackIsNoErrorAndChangesNothing() {
      db.rebuild(PLAN);
      RunResult result = db.run(PLAN.parameter("rollbacks", "1"));
      Counts transfers = type(result, "transfer").counts();
      assertThat(transfers.committed()).isZero();
      assertThat(transfers.rolledBack()).isPositive();
      assertThat(result.counts().failed()).isZero();
      assertThat(result.successRate()).contains(1.0);
      assertThat(TestServer.string("SELECT count(*) FROM run_test.account WHERE balance <> 1000"))
          .isEqualTo("0");
    }

    @Test
    void commitsAgreeWithTheServer() throws SQLException {
      try (CountedDatabase database = new CountedDatabase("run_count")) {
        StormDb counted =
            StormDb.on(database.dataSource())
                .catalog(WorkloadCatalog.of(List.of(new BankPlugin())));
        counted.load(RunPlan.of("bank"));
        RunPlan plan = RunPlan.of("bank").workers(4).warmup(Duration.ofMillis(300));
        // search path, settings, marker, locks: as many in a long run as in a short one
        long others = database.othersIn(() -> counted.run(plan.transactions(400)));
        assertThat(others).isBetween(0L, 100L);
        assertThat(database.othersIn(() -> counted.run(plan.transactions(20_000))))
            .isEqualTo(others);
      }
    }
  }

  @Nested
  class ARunOfSomeTime {

    @Test
    void leavesTheWarmUpOut() {
      RunResult result =
          db.run(
              PLAN.duration(Duration.ofMillis(900))
                  .warmup(Duration.ofMillis(500))
                  .interval(Duration.ofMillis(300)));
      assertThat(result.measured()).isEqualTo(Duration.ofMillis(900));
      assertThat(result.warmup()).isEqualTo(Duration.ofMillis(500));
      assertThat(result.warmupCounts().committed()).isPositive();
      Duration end = Duration.ZERO;
      for (RunResult.Interval interval : result.intervals()) {
        assertThat(interval.start()).isEqualTo(end);
        assertThat(interval.measured()).isEqualTo(end.compareTo(Duration.ofMillis(500)) >= 0);
        end = end.plus(interval.length());
      }
      assertThat(end).isEqualTo(Duration.ofMillis(1_400));
      // one for each part at least, however late they were cut
      assertThat(result.intervals()).hasSizeBetween(2, 5);
      assertThat(
              result.intervals().stream()
                  .filter(RunResult.Interval::measured)
                  .mapToLong(i -> i.counts().total())
                  .sum())
          .isEqualTo(result.counts().total());
    }

    @Test
    void endsEarlyWhenCancelledAndReportsWhatItMeasured() {
      Cancellation cancellation = new Cancellation();
      RunResult result =
          db.cancelledBy(cancellation)
              .listen(Disturbance.afterAnInterval(cancellation::cancel))
              .run(PLAN.duration(Duration.ofHours(1)).interval(Duration.ofMillis(200)));
      assertThat(result.status()).isEqualTo(RunResult.Status.INTERRUPTED);
      assertThat(result.measured()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
      assertThat(result.counts().committed()).isPositive();
      assertThat(result.tps().orElseThrow())
          .isEqualTo(result.counts().successful() / (result.measured().toNanos() / 1e9));
    }

    @Test
    void anOpenLoopStartsAsManyTransactionsAsTheTimetableHas() {
      RunResult result = db.run(PLAN.rate(Rate.perSecond(200)).duration(Duration.ofSeconds(2)));
      RunResult.OpenLoop timetable = result.openLoop().orElseThrow();
      assertThat(timetable.due()).isEqualTo(400);
      // on a busy machine, those due just before the end may come too late
      assertThat(timetable.unissued()).isLessThan(200);
      assertThat(result.counts().total()).isEqualTo(400 - timetable.unissued());
      assertThat(timetable.startDelays().count()).isEqualTo(result.counts().total());
      assertThat(result.latencies().count()).isEqualTo(result.serviceTimes().count());
    }

    @Test
    void aRandomTimetableStartsAboutAsMany() {
      RunResult result =
          db.run(
              PLAN.load(new Load.Open(Rate.perSecond(500), Load.Timetable.POISSON))
                  .duration(Duration.ofSeconds(2)));
      // four standard deviations
      assertThat(result.openLoop().orElseThrow().due()).isBetween(1_000L - 127, 1_000L + 127);
      assertThat(result.counts().total() + result.openLoop().orElseThrow().unissued())
          .isEqualTo(result.openLoop().orElseThrow().due());
    }

    @Test
    void anOpenLoopLastsUntilItsEndAlsoWhenNothingIsDueAnyMore() {
      RunResult result =
          db.run(PLAN.rate(Rate.perMinute(60)).duration(Duration.ofMillis(1_500)).workers(2));
      assertThat(result.counts().total()).isEqualTo(2);
      assertThat(result.measured()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void aPhaseWithoutWorkersLastsUntilItsEnd() {
      RunResult result =
          db.run(
              // without a number of transactions, which a fast machine reaches before
              PLAN.duration(Duration.ofSeconds(1))
                  .phases(
                      List.of(
                          Phase.of(Duration.ofMillis(300)),
                          Phase.of(Duration.ofMillis(700)).workers(0))));
      assertThat(result.degraded()).isEmpty();
      assertThat(result.measured()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anOpenLoopEndsAfterItsTransactions() {
      RunResult result =
          db.run(PLAN.rate(Rate.perSecond(1_000)).end(RunPlan.End.after(300)).workers(3));
      assertThat(result.counts().total()).isEqualTo(300);
      assertThat(result.openLoop().orElseThrow().due()).isEqualTo(300);
    }

    @Test
    void phasesChangeWorkersAndMixAndAreToldApart() {
      RunResult result =
          db.run(
              PLAN.thinkTime(new Pause.Constant(Duration.ofMillis(10)))
                  .phases(
                      List.of(
                          Phase.of(Duration.ofSeconds(1)).workers(1).mix(Map.of("transfer", 0)),
                          Phase.of(Duration.ofSeconds(1)).workers(0),
                          Phase.of(Duration.ofSeconds(1)).workers(4).mix(Map.of("balance", 0)))));
      assertThat(result.phases()).hasSize(3);
      RunResult.PhaseTotals one = result.phases().get(0);
      RunResult.PhaseTotals none = result.phases().get(1);
      RunResult.PhaseTotals four = result.phases().get(2);
      // a pause of 10 ms and a transaction: less than 100 a second for each worker
      assertThat(one.counts().total()).isBetween(10L, 100L);
      assertThat(none.counts().total()).isLessThanOrEqualTo(1);
      assertThat(four.counts().total()).isBetween(one.counts().total() * 5 / 4, 400L);
      assertThat(result.counts().total())
          .isEqualTo(one.counts().total() + none.counts().total() + four.counts().total());
      assertThat(result.transactions())
          .filteredOn(type -> type.name().equals("balance"))
          .singleElement()
          .satisfies(
              type ->
                  assertThat(type.counts().total())
                      .isBetween(one.counts().total(), one.counts().total() + 1));
    }

    @Test
    void aSineChangesTheNumberOfWorkers() {
      RunResult result =
          db.run(
              PLAN.workers(4)
                  .thinkTime(new Pause.Constant(Duration.ofMillis(10)))
                  .duration(Duration.ofSeconds(2))
                  .interval(Duration.ofMillis(500))
                  .shape(Shape.sine(0)));
      long[] quarters =
          result.intervals().stream().mapToLong(i -> i.counts().total()).limit(4).toArray();
      // at most 100 a second and worker; on average 4 work in the middle half, and 1 outside of it
      assertThat(quarters[0]).isLessThan(quarters[1]);
      assertThat(quarters[3]).isLessThan(quarters[2]);
      assertThat(result.counts().total()).isLessThanOrEqualTo(2 * 2 * 100 + 4);
      assertThat(result.phases()).isEmpty();
      assertThat(result.measured()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPhaseMustNotWeighTransactionsThatAreNotThere() {
      assertThatThrownBy(
              () ->
                  db.run(
                      PLAN.phases(
                          List.of(Phase.of(Duration.ofSeconds(1)).mix(Map.of("deposit", 3))))))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "phase 1 has a weight for transaction 'deposit'; there are: balance, transfer");
    }

    @Test
    void thinkTimeSlowsAClosedLoopDown() {
      RunResult result =
          db.run(
              PLAN.workers(2)
                  .duration(Duration.ofSeconds(1))
                  .thinkTime(new Pause.Constant(Duration.ofMillis(100))));
      assertThat(result.counts().total()).isBetween(2L, 20L);
    }
  }

  @Nested
  class WhenTransactionsFail {

    private final RunPlan odd = RunPlan.of("odd").schema("odd_test").workers(4).transactions(200);

    @Test
    void failuresAreCountedByClassAndKeptOutOfTheLatencies() {
      RunResult result = db.run(odd.parameter("what", "divide"));
      assertThat(result.counts()).isEqualTo(new Counts(0, 0, 200, 0));
      assertThat(result.latencies().count()).isZero();
      assertThat(result.failedLatencies().count()).isEqualTo(200);
      assertThat(result.tps()).contains(0.0);
      assertThat(result.successRate()).contains(0.0);
      assertThat(result.latencies().percentile(99)).isEmpty();
      assertThat(result.errors())
          .containsExactly(
              new RunResult.ErrorClass(
                  "data_exception", "22012", 200, 0, "ERROR: division by zero"));
    }

    @Test
    void unexpectedRowsFailATransaction() {
      RunResult result = db.run(odd.parameter("what", "missing"));
      assertThat(result.errors())
          .containsExactly(
              new RunResult.ErrorClass(
                  "unexpected_rows",
                  "SD001",
                  200,
                  0,
                  "statement 'missing' should have 1 row, had 0"));
    }

    @Test
    void serializationFailuresAreTriedAgainAndCounted() {
      RunResult result =
          db.run(
              odd.parameter("what", "contend").isolation(Isolation.SERIALIZABLE).maxTries(1_000));
      assertThat(result.counts().committed()).isEqualTo(200);
      assertThat(result.counts().failed()).isZero();
      assertThat(result.counts().retries()).isPositive();
      long retried = result.errors().stream().mapToLong(RunResult.ErrorClass::retried).sum();
      assertThat(retried).isEqualTo(result.counts().retries());
      assertThat(TestServer.string("SELECT sum(n) FROM odd_test.hot"))
          .isEqualTo(Long.toString(200));
    }

    @Test
    void triesEnd() {
      RunResult result =
          db.run(odd.parameter("what", "contend").isolation(Isolation.SERIALIZABLE).maxTries(1));
      assertThat(result.counts().total()).isEqualTo(200);
      assertThat(result.counts().retries()).isZero();
      assertThat(result.counts().failed()).isPositive();
      assertThat(result.errors())
          .extracting(RunResult.ErrorClass::name)
          .contains("serialization_failure");
    }

    @Test
    void sessionsOfWorkersStartWithTheSettingsOfTheWorkloadAndTheResultNamesThem() {
      RunResult result = db.run(odd.parameter("what", "setting"));
      assertThat(result.counts().successful()).isEqualTo(200);
      assertThat(result.environment().serverSettings()).containsEntry("enable_seqscan", "off");
      assertThat(db.run(odd.parameter("what", "divide")).environment().serverSettings())
          .doesNotContainKey("enable_seqscan");
    }

    @Test
    void aSettingThatTheServerDoesNotKnowEndsTheRunBeforeItStarts() {
      assertThatThrownBy(() -> db.run(odd.parameter("what", "unknown-setting")))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "cannot prepare a connection to the given data source: ERROR: unrecognized"
                  + " configuration parameter \"enable_seqscam\"");
    }

    @Test
    void aSecondStatementOfASingleStatementTransactionFailsTheRun() {
      RunResult result = db.run(odd.parameter("what", "two"));
      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.degraded())
          .singleElement()
          .asString()
          .endsWith(
              " ended early: java.lang.IllegalStateException: a transaction declared with"
                  + " TransactionType.single ran a second statement; declare it with"
                  + " TransactionType.of");
    }

    @Test
    void whatIsStillRunningAfterTheGraceIsCancelledAndDoesNotCount() {
      RunResult result =
          db.run(
              odd.parameter("what", "sleep")
                  .duration(Duration.ofMillis(200))
                  .grace(Duration.ofMillis(200)));
      assertThat(result.counts().total()).isZero();
      assertThat(result.errors()).isEmpty();
      assertThat(result.degraded())
          .containsExactly(
              "4 of 4 workers were still in a transaction 200ms after the end; those were"
                  + " cancelled and do not count");
    }
  }

  @Test
  void moreWorkersThanConnectionsAreRefusedBeforeAnyLoad() throws SQLException {
    try (Connection connection = TestServer.dataSource().getConnection()) {
      String most = Database.string(connection, "SHOW max_connections");
      assertThatThrownBy(() -> db.run(PLAN.workers(5_000)))
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              "the run needs 5000 connections, but the server has only \\d+ left \\(max_connections"
                  + " = "
                  + most
                  + "\\); use fewer workers or raise max_connections");
    }
  }

  @Test
  void connectionsThatAreJustBeingClosedAreWaitedFor() throws Exception {
    try (Connection watching = TestServer.dataSource().getConnection()) {
      int most =
          Integer.parseInt(Database.string(watching, "SHOW max_connections"))
              - Integer.parseInt(Database.string(watching, "SHOW superuser_reserved_connections"));
      List<Connection> others = new ArrayList<>();
      try {
        while (others.size() < most / 2) {
          others.add(TestServer.dataSource().getConnection());
        }
        CompletableFuture<RunResult> run =
            CompletableFuture.supplyAsync(() -> db.run(PLAN.workers(most / 2 + 1).transactions(1)));
        String counted =
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'stormdb:control'"
                + " AND state = 'idle' AND query LIKE 'SELECT count(*) FROM pg_stat_activity%')";
        while (!run.isDone() && Database.string(watching, counted).equals("f")) {
          Thread.onSpinWait();
        }
        assertThat(run).isNotDone();
        for (Connection other : others) {
          other.close();
        }
        assertThat(run.get().counts().committed()).isEqualTo(1);
      } finally {
        for (Connection other : others) {
          other.close();
        }
      }
    }
  }

  @Test
  void aWorkloadMayRefuseTheDataThatItIsGiven() {
    assertThatThrownBy(
            () -> db.run(RunPlan.of("odd").schema("odd_test").parameter("what", "refuse")))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload 'odd': 'what' must not be 'refuse'")
        .extracting(e -> ((StormDbException) e).kind())
        .isEqualTo(StormDbException.Kind.USAGE);
  }

  @Test
  void unknownWorkloadsAndParametersAreExplained() {
    assertThatThrownBy(() -> db.run(RunPlan.of("bnak")))
        .isInstanceOf(StormDbException.class)
        .hasMessage("unknown workload 'bnak'; available: bank, odd. Did you mean 'bank'?");
    assertThatThrownBy(() -> db.run(RunPlan.of("purse").parameter("ordr", "sorted")))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload 'bank': unknown parameter 'ordr'; available: order, rollbacks");
    assertThatThrownBy(() -> db.run(RunPlan.of("bank").scale(101)))
        .isInstanceOf(StormDbException.class)
        .hasMessage("scale of 'bank' must be at most 100 (thousand accounts), was 101");
  }
}
