package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.stormdb.api.Isolation;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.statistics.BlockBootstrap;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On a server of their own, where nobody else does anything that it would count. */
class ConnectionModesTest {

  private static final String DATABASE = "modes";
  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(
          ServerOptions.defaults().setting("autovacuum", "off").setting("max_connections", "30"));
  private static final PGSimpleDataSource ADMIN = source(SERVER.database());
  private static final PGSimpleDataSource SOURCE = source(DATABASE);
  private static final WorkloadCatalog CATALOG =
      WorkloadCatalog.of(List.of(new BankPlugin(), new OddPlugin()));
  private static final StormDb DB = StormDb.on(SOURCE).catalog(CATALOG);
  private static final RunPlan PLAN = RunPlan.of("bank").workers(4).verify(true);
  private static final RunPlan SLEEP =
      RunPlan.of("odd").parameter("what", "sleep").grace(Duration.ofMillis(100));

  @BeforeAll
  static void load() {
    execute("CREATE DATABASE " + DATABASE);
    DB.load(PLAN);
    DB.load(SLEEP);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(SERVER.jdbcUrl());
    source.setUser(SERVER.user());
    source.setPassword(SERVER.password());
    source.setDatabaseName(database);
    return source;
  }

  private static void execute(String sql) {
    try (Connection connection = ADMIN.getConnection()) {
      Database.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** What the server has counted. */
  private record Seen(long commits, long sessions) {
    Seen minus(Seen earlier) {
      return new Seen(commits - earlier.commits, sessions - earlier.sessions);
    }

    /** A session hands in what it has counted just before it is listed no more. */
    static Seen now() throws SQLException {
      try (Connection connection = ADMIN.getConnection()) {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = ?";
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!Database.string(connection, others, DATABASE).equals("0")) {
          assertThat(System.nanoTime()).isLessThan(deadline);
        }
        String[] row =
            Database.string(
                    connection,
                    "SELECT xact_commit || ' ' || sessions FROM pg_stat_database"
                        + " WHERE datname = ?",
                    DATABASE)
                .split(" ");
        return new Seen(Long.parseLong(row[0]), Long.parseLong(row[1]));
      }
    }
  }

  /** Returns what the server counts more for a run that has a thousand transactions more. */
  private static Seen ofAThousand(Connections connections) throws SQLException {
    RunPlan plan = PLAN.verify(false).connections(connections);
    Seen start = Seen.now();
    assertThat(DB.run(plan.transactions(100)).counts()).isEqualTo(new Counts(100, 0, 0, 0));
    Seen few = Seen.now();
    assertThat(DB.run(plan.transactions(1_100)).counts()).isEqualTo(new Counts(1_100, 0, 0, 0));
    return Seen.now().minus(few).minus(few.minus(start));
  }

  private static List<String> names(RunResult result) {
    return result.errors().stream().map(RunResult.ErrorClass::name).toList();
  }

  private static void assertConsistent(RunResult result) {
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.checks())
        .allSatisfy(check -> assertThat(check.evidence()).as(check.name()).isEmpty());
  }

  @Nested
  class Persistent {

    @Test
    void opensOneConnectionAWorkerAndWaitsForNone() {
      RunResult result = DB.run(PLAN.transactions(400));
      assertConsistent(result);
      assertThat(result.connections().opened()).isEqualTo(4);
      assertThat(result.connections().waits().count()).isZero();
      assertThat(result.connections().pool()).isEmpty();
      assertThat(result.connections().halves()).isEmpty();
    }

    @Test
    void costsTheServerNothingButTheTransactions() throws SQLException {
      assertThat(ofAThousand(Connections.persistent())).isEqualTo(new Seen(1_000, 0));
    }
  }

  @Nested
  class Pooled {

    @Test
    void letsWorkersWaitForAConnectionAndSaysHowLong() {
      RunResult result = DB.run(PLAN.transactions(2_000).connections(Connections.pooled(1)));
      assertConsistent(result);
      ConnectionFigures figures = result.connections();
      assertThat(figures.opened()).isEqualTo(1);
      assertThat(figures.waits().count()).isEqualTo(2_000);
      // three of four wait while one is served
      Duration service = result.serviceTimes().mean().orElseThrow();
      assertThat(figures.waits().mean().orElseThrow()).isGreaterThan(service);
      assertThat(result.latencies().mean().orElseThrow())
          .isGreaterThan(figures.waits().mean().orElseThrow())
          .isGreaterThan(service.multipliedBy(2));
      ConnectionFigures.Pool pool = figures.pool().orElseThrow();
      assertThat(pool.size()).isEqualTo(1);
      // on a busy machine, whoever is handed the connection may have to wait for a processor first
      assertThat(pool.utilisation(result.measured()).orElseThrow()).isBetween(0.02, 1.0);
    }

    @Test
    void saysOfEachIntervalHowLongTheyWaited() {
      RunResult result =
          DB.run(
              PLAN.transactions(2_000)
                  .interval(Duration.ofMillis(100))
                  .connections(Connections.pooled(1)));
      List<RunResult.Interval> intervals = result.intervals();
      assertThat(count(intervals, RunResult.Interval::connectionWait)).isEqualTo(2_000);
      assertThat(count(intervals, RunResult.Interval::service)).isEqualTo(2_000);
      assertThat(
              intervals.stream()
                  .flatMap(interval -> interval.connectionWait().stream())
                  .map(Spread::max)
                  .max(Duration::compareTo))
          .isEqualTo(result.connections().waits().max());
      assertThat(DB.run(PLAN.transactions(400)).intervals())
          .allSatisfy(
              interval -> {
                assertThat(interval.connectionWait()).isEmpty();
                assertThat(interval.service()).isEmpty();
              });
    }

    private long count(
        List<RunResult.Interval> intervals, Function<RunResult.Interval, Optional<Spread>> figure) {
      return intervals.stream()
          .flatMap(interval -> figure.apply(interval).stream())
          .mapToLong(Spread::count)
          .sum();
    }

    @Test
    void costsTheServerNothingButTheTransactions() throws SQLException {
      // HikariCP looks whether a connection is alive if nobody used it for this long
      String window = "com.zaxxer.hikari.aliveBypassWindowMs";
      System.setProperty(window, "600000");
      try {
        assertThat(ofAThousand(Connections.pooled(2))).isEqualTo(new Seen(1_000, 0));
      } finally {
        System.clearProperty(window);
      }
    }

    @Test
    void failsATransactionThatGetsNoConnectionInTime() {
      RunResult result =
          DB.run(
              SLEEP
                  .workers(2)
                  .transactions(4)
                  .connections(
                      Connections.pooled(1)
                          .timeout(Duration.ofMillis(250))
                          .queryTimeout(Duration.ofSeconds(1))));
      assertThat(result.counts().failed()).isEqualTo(4);
      assertThat(names(result)).containsExactlyInAnyOrder("connection_timeout", "query_timeout");
      assertThat(result.errors())
          .anySatisfy(
              error ->
                  assertThat(error.sample())
                      .matches(
                          "no connection within connection_timeout \\(250ms\\): stormdb -"
                              + " Connection is not available, request timed out after \\d+ms"
                              + " \\(total=1, active=1, idle=0, waiting=0\\)"))
          .anySatisfy(
              error -> {
                assertThat(error.sqlState()).isEqualTo("57014");
                assertThat(error.sample())
                    .isEqualTo("ERROR: canceling statement due to statement timeout");
              });
    }

    @Test
    void endsAlthoughSomeStillWait() {
      RunResult result =
          DB.run(
              SLEEP.workers(3).duration(Duration.ofMillis(200)).connections(Connections.pooled(1)));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts()).isEqualTo(Counts.ZERO);
      assertThat(result.degraded())
          .containsExactly(
              "3 of 3 workers were still in a transaction 100ms after the end; those were"
                  + " cancelled and do not count");
    }

    @Test
    void replacesConnectionsThatAreLost() {
      AtomicBoolean cut = new AtomicBoolean();
      RunListener cutting =
          new RunListener() {
            @Override
            public void interval(
                Duration start,
                Duration length,
                boolean measured,
                Tally tally,
                Duration remaining) {
              if (cut.compareAndSet(false, true)) {
                execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = 'modes' AND application_name LIKE 'stormdb:%'");
              }
            }
          };
      RunResult result =
          DB.listen(cutting)
              .run(
                  PLAN.duration(Duration.ofSeconds(2))
                      .interval(Duration.ofMillis(200))
                      .connections(Connections.pooled(2)));
      assertConsistent(result);
      assertThat(result.degraded())
          .singleElement()
          .asString()
          .startsWith("connections were lost; outages: ");
      assertThat(result.counts().failed()).isPositive();
      assertThat(result.connections().opened()).isGreaterThan(2);
      // they are cut at the end of the first, when the second has begun already
      assertThat(result.intervals().stream().skip(2).mapToLong(i -> i.counts().committed()).sum())
          .isPositive();
    }

    @Test
    void endsBeforeItStartsIfTheServerRefuses() {
      RunPlan plan =
          RunPlan.of("odd").parameter("what", "unknown-setting").connections(Connections.pooled(2));
      assertThatThrownBy(() -> DB.run(plan))
          .isInstanceOf(StormDbException.class)
          .hasMessage(
              "cannot connect to the given data source: ERROR: unrecognized configuration"
                  + " parameter \"enable_seqscam\"");
    }

    @Test
    void isFullWhenTheLoadStartsHoweverFewMayStayIdle() {
      Connections.Pooled noneIdle =
          new Connections.Pooled(4, 0, Duration.ofSeconds(10), Duration.ofMinutes(30));
      RunResult result =
          DB.run(PLAN.workers(1).transactions(1).connections(Connections.of(noneIdle)));
      assertConsistent(result);
      assertThat(result.connections().opened()).isEqualTo(4);
    }

    @Test
    void needsNoMoreConnectionsThanItsSize() {
      int most = 30;
      RunResult result =
          DB.run(PLAN.workers(most + 10).transactions(500).connections(Connections.pooled(2)));
      assertConsistent(result);
      assertThat(result.counts().committed()).isEqualTo(500);
      assertThatThrownBy(() -> DB.run(PLAN.connections(Connections.pooled(most + 1))))
          .isInstanceOf(StormDbException.class)
          .hasMessageMatching(
              "the run needs %d connections, but the server has only \\d+ left \\(max_connections = %d\\); use a smaller pool or raise max_connections"
                  .formatted(most + 1, most));
    }
  }

  @Nested
  class Transient {

    @Test
    void opensOneConnectionATransaction() {
      RunResult result = DB.run(PLAN.transactions(200).connections(Connections.perTransaction()));
      assertConsistent(result);
      assertThat(result.connections().opened()).isEqualTo(200);
      assertThat(result.connections().waits().count()).isEqualTo(200);
      // connecting takes far longer than a look at one row
      assertThat(result.latencies().percentile(50).orElseThrow())
          .isGreaterThan(result.serviceTimes().percentile(50).orElseThrow());
    }

    @Test
    void costsTheServerASessionATransaction() throws SQLException {
      Seen start = Seen.now();
      Opening opening =
          new Opening(
              new Database(SOURCE, "it"),
              "stormdb_bank",
              "stormdb:test",
              Map.of(),
              Isolation.READ_COMMITTED,
              Optional.empty(),
              Pooler.NONE,
              new SetupRecorder());
      for (int i = 0; i < 10; i++) {
        opening.open().connection().close();
      }
      Seen ten = Seen.now().minus(start);
      assertThat(ten.sessions()).isEqualTo(10);
      assertThat(ofAThousand(Connections.perTransaction()))
          .isEqualTo(new Seen(1_000 + 100 * ten.commits(), 1_000));
    }

    @Test
    void countsARefusedConnectionAsAFailedTransaction() {
      execute(
          "CREATE ROLE modes_guest LOGIN CONNECTION LIMIT 3 PASSWORD 'guest' IN ROLE "
              + SOURCE.getUser());
      try {
        PGSimpleDataSource guest = source(DATABASE);
        guest.setUser("modes_guest");
        guest.setPassword("guest");
        RunResult result =
            StormDb.on(guest)
                .catalog(CATALOG)
                .run(
                    PLAN.verify(false)
                        .workers(8)
                        .transactions(200)
                        .connections(Connections.perTransaction()));
        assertThat(result.counts().total()).isEqualTo(200);
        assertThat(names(result)).containsExactly("too_many_connections");
        assertThat(result.errors().get(0).transactions()).isEqualTo(result.counts().failed());
        assertThat(result.errors().get(0).sample())
            .isEqualTo("FATAL: too many connections for role \"modes_guest\"");
      } finally {
        execute("DROP ROLE modes_guest");
      }
    }

    @Test
    void endsAlthoughSomeAreStillInATransaction() {
      RunResult result =
          DB.run(
              SLEEP
                  .workers(2)
                  .duration(Duration.ofMillis(200))
                  .connections(Connections.perTransaction()));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts()).isEqualTo(Counts.ZERO);
    }
  }

  @Nested
  class Mixed {

    @Test
    void recordsBothHalvesApart() {
      RunResult result = DB.run(PLAN.workers(5).transactions(500).connections(Connections.mixed()));
      assertConsistent(result);
      List<ConnectionFigures.Half> halves = result.connections().halves();
      ConnectionFigures.Half kept = halves.get(0);
      ConnectionFigures.Half each = halves.get(1);
      assertThat(kept.mode()).isEqualTo(new Connections.Persistent());
      assertThat(kept.workers()).isEqualTo(3);
      assertThat(kept.opened()).isEqualTo(3);
      assertThat(kept.counts()).isEqualTo(new Counts(300, 0, 0, 0));
      assertThat(kept.latencies().count()).isEqualTo(300);
      assertThat(each.mode()).isEqualTo(new Connections.Transient());
      assertThat(each.workers()).isEqualTo(2);
      assertThat(each.opened()).isEqualTo(200);
      assertThat(each.counts()).isEqualTo(new Counts(200, 0, 0, 0));
      assertThat(each.latencies().count()).isEqualTo(200);
      assertThat(result.connections().opened()).isEqualTo(203);
      assertThat(result.connections().waits().count()).isEqualTo(200);
      assertThat(each.latencies().percentile(50).orElseThrow())
          .isGreaterThan(kept.latencies().percentile(50).orElseThrow());
      assertThat(kept.tpsPerWorker(result.measured()).orElseThrow())
          .isCloseTo(100 / (result.measured().toNanos() / 1e9), within(1e-9));
    }

    @Test
    void hasNobodyInTheSecondHalfIfThereIsOneWorker() {
      RunResult result = DB.run(PLAN.workers(1).transactions(10).connections(Connections.mixed()));
      assertThat(result.connections().halves().get(1).workers()).isZero();
      assertThat(result.connections().halves().get(1).tpsPerWorker(result.measured())).isEmpty();
    }
  }

  @Nested
  class SetUpTimes {

    private StormDb by(String host) {
      return StormDb.on(
              new ServerAddress(
                      host,
                      SERVER.port(),
                      DATABASE,
                      SERVER.user(),
                      Optional.of(Password.of(SERVER.password())),
                      SslMode.DISABLE,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty())
                  .dataSource(QueryMode.PREPARED))
          .catalog(CATALOG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void carryARequestToCancel(boolean unix) throws SQLException {
      String host = unix ? SERVER.socketDirectory().orElseThrow().toString() : SERVER.host();
      RunResult result = by(host).run(SLEEP.workers(2).duration(Duration.ofMillis(200)));
      assertThat(result.degraded())
          .containsExactly(
              "2 of 2 workers were still in a transaction 100ms after the end; those were"
                  + " cancelled and do not count");
      // without the request, the server sleeps on for a minute: it does not look at its socket
      long deadline = System.nanoTime() + 20_000_000_000L;
      try (Connection connection = ADMIN.getConnection()) {
        while (isAsleep(connection)) {
          assertThat(System.nanoTime()).isLessThan(deadline);
        }
      }
    }

    private static boolean isAsleep(Connection connection) throws SQLException {
      return !"0"
          .equals(
              Database.string(
                  connection,
                  "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"));
    }

    private static double totalNanos(Latencies latencies) {
      return latencies.count() * (double) latencies.mean().orElse(Duration.ZERO).toNanos();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areSplitIntoPartsThatMakeUpTheWholeAndFitIntoTheWait(boolean unix) throws SQLException {
      String host = unix ? SERVER.socketDirectory().orElseThrow().toString() : SERVER.host();
      Seen before = Seen.now();
      RunResult result =
          by(host)
              .run(PLAN.verify(false).transactions(200).connections(Connections.perTransaction()));
      // two more look after the schema
      assertThat(Seen.now().minus(before).sessions()).isEqualTo(202);
      ConnectionSetup setup = result.connections().setup();
      assertThat(setup.whole().count()).isEqualTo(200).isEqualTo(result.connections().opened());
      assertThat((unix ? setup.unix() : setup.tcp()).count()).isEqualTo(200);
      assertThat((unix ? setup.tcp() : setup.unix()).count()).isZero();
      assertThat(setup.tls().count()).isZero();
      assertThat(setup.withoutParts()).isZero();
      double parts =
          totalNanos(setup.tcp())
              + totalNanos(setup.unix())
              + totalNanos(setup.logIn())
              + totalNanos(setup.firstQuery());
      // histograms round to three digits
      assertThat(parts).isCloseTo(totalNanos(setup.whole()), withinPercentage(0.3));
      // the worker has a clock of its own
      assertThat(totalNanos(setup.whole()))
          .isLessThan(totalNanos(result.connections().waits()) * 1.003);
    }

    @Test
    void areNotInventedWhereTheSocketsAreOfSomebodyElse() {
      ConnectionSetup setup = DB.run(PLAN.verify(false).transactions(40)).connections().setup();
      assertThat(setup.whole().count()).isEqualTo(4);
      assertThat(setup.firstQuery().count()).isEqualTo(4);
      assertThat(setup.withoutParts()).isEqualTo(4);
      assertThat(setup.tcp().count()).isZero();
      assertThat(setup.logIn().count()).isZero();
    }
  }

  @Nested
  class Comparison {

    @Test
    void hasARangeAroundWhatTheHalvesShow() {
      Cancellation cancellation = new Cancellation();
      AtomicInteger seen = new AtomicInteger();
      // not after some time: on a busy machine intervals are longer, and so there are fewer
      RunListener enough =
          new RunListener() {
            @Override
            public void interval(
                Duration start,
                Duration length,
                boolean measured,
                Tally tally,
                Duration remaining) {
              if (seen.incrementAndGet() == BlockBootstrap.FEWEST) {
                cancellation.cancel();
              }
            }
          };
      RunResult result =
          DB.listen(enough)
              .cancelledBy(cancellation)
              .run(
                  PLAN.workers(3)
                      .duration(Duration.ofMinutes(2))
                      .interval(Duration.ofMillis(100))
                      .connections(Connections.mixed()));
      ModeComparison comparison = result.connections().comparison().orElseThrow();
      assertThat(comparison.intervals()).isEqualTo(result.intervals().size());
      List<ConnectionFigures.Half> halves = result.connections().halves();
      double difference =
          halves.get(1).latencies().mean().orElseThrow().toNanos()
              - (double) halves.get(0).latencies().mean().orElseThrow().toNanos();
      ConfidenceInterval latency = comparison.latencyNanos().orElseThrow().interval();
      assertThat(latency.estimate()).isCloseTo(difference, withinPercentage(1));
      assertThat(latency.low()).isPositive().isLessThan(latency.estimate());
      assertThat(latency.high()).isGreaterThan(latency.estimate());
      double share =
          halves.get(1).tpsPerWorker(result.measured()).orElseThrow()
              / halves.get(0).tpsPerWorker(result.measured()).orElseThrow();
      assertThat(comparison.throughput().orElseThrow().interval().estimate())
          .isCloseTo(share, withinPercentage(0.01));
    }

    @Test
    void hasNoRangeInAShortRun() {
      ModeComparison comparison =
          DB.run(PLAN.transactions(40).connections(Connections.mixed()))
              .connections()
              .comparison()
              .orElseThrow();
      assertThat(comparison.latencyNanos()).isEmpty();
      assertThat(comparison.throughput()).isEmpty();
    }
  }

  @Test
  void latencyInAnOpenLoopCountsFromTheTimetableInAPoolToo() {
    RunResult result =
        DB.run(
            PLAN.rate(Rate.perSecond(200))
                .duration(Duration.ofSeconds(1))
                .connections(Connections.pooled(1)));
    assertConsistent(result);
    assertThat(result.connections().waits().count()).isEqualTo(result.counts().total());
    assertThat(result.latencies().mean().orElseThrow())
        .isGreaterThan(result.serviceTimes().mean().orElseThrow());
  }
}
