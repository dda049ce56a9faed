package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.Counts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers that go away, come back, and fall silent while a load runs. */
@Timeout(120)
class OutageTest {

  private static final int WORKERS = 4;
  private static final RunPlan PLAN =
      RunPlan.of("ledger").workers(WORKERS).interval(Duration.ofMillis(100));
  private static final WorkloadCatalog CATALOG = WorkloadCatalog.of(List.of(new LedgerPlugin()));

  private static BrittleServer server;

  @BeforeAll
  static void start() {
    server = new BrittleServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void startAfresh() throws SQLException {
    server.execute("DROP SCHEMA IF EXISTS stormdb_ledger CASCADE");
  }

  private static StormDb through(int port) {
    return StormDb.on(server.at(port)).catalog(CATALOG);
  }

  private static long rows() throws SQLException {
    return server.number("SELECT count(*) FROM stormdb_ledger.entry");
  }

  private static void terminateAll() {
    server.terminate("backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  private static Duration sum(RunResult result, boolean down) {
    return result.intervals().stream()
        .filter(RunResult.Interval::measured)
        .map(interval -> down ? interval.down() : interval.lost())
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Nested
  class WhenAllBackendsAreTerminated {

    private RunResult result;

    @BeforeEach
    void run() {
      result =
          through(server.port())
              .listen(Disturbance.after(Duration.ofMillis(500), OutageTest::terminateAll))
              .run(PLAN.duration(Duration.ofMillis(1_500)));
    }

    @Test
    void everyWorkerLosesOneTransactionAndGoesOnWithTheNext() throws SQLException {
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts().failed()).isEqualTo(WORKERS);
      assertThat(result.errors())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.name()).isEqualTo("admin_shutdown");
                assertThat(error.sqlState()).isEqualTo("57P01");
                assertThat(error.transactions()).isEqualTo(WORKERS);
                assertThat(error.sample())
                    .isEqualTo("FATAL: terminating connection due to administrator command");
              });
      assertThat(rows() - result.counts().committed()).isBetween(0L, (long) WORKERS);
      RunResult.Interval last = result.intervals().get(result.intervals().size() - 1);
      assertThat(last.counts().committed()).isPositive();
    }

    @Test
    void theOutageIsInTheResult() {
      Availability availability = result.availability();
      assertThat(availability.outageCount()).isPositive();
      Outage first = availability.outages().get(0);
      assertThat(first.reason()).isEqualTo("admin_shutdown");
      assertThat(first.start()).isBetween(Duration.ofMillis(450), result.measured());
      assertThat(first.workers()).isBetween(1, WORKERS);
      assertThat(availability.failedAttempts()).isZero();
      assertThat(availability.lost()).isPositive().isEqualTo(sum(result, false));
      assertThat(availability.down()).isEqualTo(sum(result, true));
      assertThat(result.degraded())
          .singleElement()
          .asString()
          .matches(
              "connections were lost; outages: \\d, the first [\\d.]+m?s after the start of the"
                  + " run: FATAL: terminating connection due to administrator command"
                  + " \\(admin_shutdown\\)");
    }
  }

  @Test
  void aPoolThatReplacesWhatWasTerminatedHadAnOutage() {
    RunResult result =
        through(server.port())
            .listen(Disturbance.after(Duration.ofMillis(500), OutageTest::terminateAll))
            .run(PLAN.connections(Connections.pooled(WORKERS)).duration(Duration.ofSeconds(2)));

    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    Availability availability = result.availability();
    assertThat(availability.outageCount()).isPositive();
    assertThat(availability.outages().get(0).reason()).isEqualTo("admin_shutdown");
    assertThat(availability.lost()).isPositive().isEqualTo(sum(result, false));
    assertThat(availability.failedAttempts()).isZero();
  }

  @Nested
  class WhenTheServerIsStartedAgain {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRunGoesOnAndTheTimeWithoutAServerIsKnown(boolean crash) throws Exception {
      CompletableFuture<Duration> absence = new CompletableFuture<>();
      RunListener restarting =
          Disturbance.after(
              Duration.ofMillis(500), () -> absence.completeAsync(() -> server.restart(crash)));
      RunResult result =
          through(server.port()).listen(restarting).run(PLAN.duration(Duration.ofSeconds(8)));

      assertThat(result.status())
          .as(result.degraded()::toString)
          .isEqualTo(RunResult.Status.COMPLETED);
      Duration longest = absence.get(1, TimeUnit.SECONDS);
      Availability availability = result.availability();
      assertThat(availability.outages()).isNotEmpty();
      // back-off and connecting come on top of the absence
      assertThat(availability.down()).isPositive().isLessThan(longest.plusSeconds(3));
      assertThat(availability.lost()).isGreaterThanOrEqualTo(availability.down());
      assertThat(availability.share().orElseThrow())
          .isEqualTo(1 - availability.down().toNanos() / (double) result.measured().toNanos());
      assertThat(sum(result, true)).isEqualTo(availability.down());
      // what was committed and never answered counts as failed
      long unanswered = rows() - result.counts().committed();
      assertThat(unanswered).isBetween(0L, result.counts().failed());
      assertThat(result.counts().failed()).isBetween((long) WORKERS, 3L * WORKERS);
      RunResult.Interval last = result.intervals().get(result.intervals().size() - 1);
      assertThat(last.lost()).isZero();
      assertThat(last.counts().committed()).isPositive();
    }

    static List<Connections> modesThatKeepNoConnection() {
      return List.of(Connections.pooled(2), Connections.perTransaction(), Connections.mixed());
    }

    @ParameterizedTest
    @MethodSource("modesThatKeepNoConnection")
    void workersThatKeepNoConnectionGoOnToo(Connections connections) throws Exception {
      CompletableFuture<Duration> restarted = new CompletableFuture<>();
      RunListener restarting =
          Disturbance.after(
              Duration.ofMillis(500), () -> restarted.completeAsync(() -> server.restart(false)));
      RunResult result =
          through(server.port())
              .listen(restarting)
              .run(PLAN.connections(connections).duration(Duration.ofSeconds(6)));

      restarted.get(1, TimeUnit.SECONDS);
      assertThat(result.status())
          .as(result.degraded()::toString)
          .isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts().failed()).isPositive();
      assertThat(rows() - result.counts().committed()).isBetween(0L, result.counts().failed());
      RunResult.Interval last = result.intervals().get(result.intervals().size() - 1);
      assertThat(last.counts().committed()).isPositive();
      assertThat(last.lost()).isZero();
      Availability availability = result.availability();
      assertThat(availability.outageCount()).isPositive();
      assertThat(availability.failedAttempts()).isPositive();
      assertThat(availability.down()).isPositive().isEqualTo(sum(result, true));
      assertThat(availability.lost())
          .isGreaterThanOrEqualTo(availability.down().multipliedBy(WORKERS))
          .isEqualTo(sum(result, false));
      assertThat(result.degraded()).anyMatch(said -> said.startsWith("connections were lost;"));
    }

    @Test
    void aPoolThatIsEmptyAtTheEndHasFailed() {
      RunResult result =
          through(server.port())
              .listen(Disturbance.after(Duration.ofMillis(500), server::crash))
              .run(PLAN.connections(Connections.pooled(2)).duration(Duration.ofSeconds(3)));
      server.restart(false);

      assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
      assertThat(result.degraded()).anyMatch(said -> said.startsWith("no worker had a connection"));
    }

    @Test
    void thoseWhoRunDeferredTransactionsGoOnToo() throws SQLException {
      RunResult result =
          through(server.port())
              .listen(Disturbance.after(Duration.ofMillis(300), OutageTest::terminateAll))
              .run(
                  PLAN.parameter("deferred", "yes")
                      .rate(Rate.perSecond(200))
                      .duration(Duration.ofMillis(1_500)));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      Map<String, Counts> counts =
          result.transactions().stream()
              .collect(
                  java.util.stream.Collectors.toMap(
                      RunResult.Transactions::name, RunResult.Transactions::counts));
      RunResult.OpenLoop timetable = result.openLoop().orElseThrow();
      // on a busy machine, those due just before the end may come too late
      long entered = timetable.due() - timetable.unissued();
      assertThat(timetable.due()).isEqualTo(300);
      assertThat(counts.get("enter")).isEqualTo(new Counts(entered, 0, 0, 0));
      Counts deferred = counts.get("enter_deferred");
      assertThat(deferred.total()).isEqualTo(entered);
      assertThat(deferred.failed()).isEqualTo(1);
      assertThat(rows()).isBetween(entered - 1, entered);
    }
  }

  @Nested
  class WhenTheServerFallsSilent {

    /**
     * Due each 5 ms, so that 600 transactions wait for the end of the silence: the first of them 3
     * s, the last nothing. So the one that takes the k-th longest was due k periods after the
     * beginning of the silence, and answered between its end and the moment when none waited any
     * more. When that is, the machine decides.
     */
    @Test
    void anOpenLoopChargesTheSilenceToAllThatWereDueInIt() throws Exception {
      try (FreezableProxy proxy = new FreezableProxy(server.port())) {
        Duration period = Duration.ofMillis(5);
        Silence silence = new Silence(proxy, Duration.ofSeconds(3), period);
        RunResult result =
            through(proxy.port())
                .listen(silence)
                .run(PLAN.rate(Rate.perSecond(200)).duration(Duration.ofSeconds(10)));

        assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
        RunResult.OpenLoop timetable = result.openLoop().orElseThrow();
        // on a busy machine, those due just before the end may come too late
        long started = timetable.due() - timetable.unissued();
        assertThat(timetable.due()).isEqualTo(2_000);
        assertThat(started).isGreaterThan(1_000);
        assertThat(result.counts()).isEqualTo(new Counts(started, 0, 0, 0));
        assertThat(rows()).isEqualTo(started);
        Duration shortest = silence.length();
        Duration longest = silence.lengthAndWhatItLeft(System.nanoTime());
        assertThat(shortest).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        for (double percentile : new double[] {100, 99, 95, 90}) {
          long rank = started - (long) Math.ceil(started * percentile / 100);
          Duration due = period.multipliedBy(rank);
          // some may have waited already when it began
          Duration most = longest.minus(due).plusMillis(500);
          assertThat(result.latencies().percentile(percentile).orElseThrow())
              .as("P%s", percentile)
              .isBetween(shortest.minus(due).minusMillis(20), most);
        }
        assertThat(result.availability())
            .isEqualTo(Availability.uninterrupted(result.measured(), WORKERS));
        assertThat(result.degraded()).isEmpty();
      }
    }

    @Test
    void aRunEndsAllTheSame() throws IOException {
      try (FreezableProxy proxy = new FreezableProxy(server.port())) {
        Instant start = Instant.now();
        RunResult result =
            through(proxy.port())
                .listen(Disturbance.after(Duration.ofMillis(500), proxy::freeze))
                .run(PLAN.duration(Duration.ofSeconds(1)).grace(Duration.ofMillis(200)));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
        assertThat(result.counts().committed()).isPositive();
        assertThat(result.counts().failed()).isZero();
        assertThat(result.errors()).isEmpty();
        assertThat(result.degraded())
            .containsExactly(
                "4 of 4 workers were still in a transaction 200ms after the end; those were"
                    + " cancelled and do not count");
      }
    }
  }

  @Nested
  class CountsOfTheServer {

    @Test
    void agreeOnCommitsRollbacksAndDeadlocks() throws Exception {
      server.execute("DROP DATABASE IF EXISTS ledger");
      server.execute("CREATE DATABASE ledger");
      PGSimpleDataSource source = server.at(server.port());
      source.setDatabaseName("ledger");
      StormDb db = StormDb.on(source).catalog(CATALOG);
      RunPlan plan =
          PLAN.workers(8).parameter("accounts", "two").transactions(1_000).maxTries(1_000);
      db.setup(plan);
      db.load(plan);
      String rollbacks = "SELECT xact_rollback FROM pg_stat_database WHERE datname = 'ledger'";
      long before = server.settled(rollbacks, 0);

      RunResult result = db.run(plan);

      assertThat(result.counts().committed()).isEqualTo(1_000);
      assertThat(result.counts().failed()).isZero();
      long retries = result.counts().retries();
      assertThat(retries).isPositive();
      assertThat(result.errors())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.name()).isEqualTo("deadlock");
                assertThat(error.retried()).isEqualTo(retries);
                assertThat(error.transactions()).isZero();
              });
      assertThat(server.settled(rollbacks, before + retries) - before).isEqualTo(retries);
      assertThat(server.number("SELECT deadlocks FROM pg_stat_database WHERE datname = 'ledger'"))
          .isEqualTo(retries);
      try (Connection connection = source.getConnection()) {
        assertThat(Database.string(connection, "SELECT count(*) FROM stormdb_ledger.entry"))
            .isEqualTo("1000");
        assertThat(Database.string(connection, "SELECT sum(sum) FROM stormdb_ledger.account"))
            .isEqualTo("2000");
      }
    }
  }
}
