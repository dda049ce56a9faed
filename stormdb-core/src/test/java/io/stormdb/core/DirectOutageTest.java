package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.ScriptedStatement;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers that go away and come back while statements go past the driver. */
@Timeout(120)
class DirectOutageTest {

  private static final int MANY = ScriptPlugin.many();
  private static final RunPlan PLAN =
      RunPlan.of("scripts").connections(Connections.persistent()).interval(Duration.ofMillis(100));

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE entry (id bigint, direct boolean, pid int)",
          "CREATE TABLE account (id int PRIMARY KEY, sum bigint NOT NULL)",
          "INSERT INTO account SELECT i, 0 FROM generate_series(1, 4) i");

  /** The names of prepared statements tell who has sent them. */
  private static final ScriptedStatement<long[]> ENTER =
      ScriptPlugin.updateDrawn(
              "enter",
              "INSERT INTO entry SELECT ?, EXISTS (SELECT FROM pg_prepared_statements"
                  + " WHERE name LIKE 'stormdb_%'), pg_backend_pid()")
          .expectRows(1);

  private static final TransactionType SINGLE = ScriptPlugin.drawing("single", 1, ENTER);
  private static final TransactionType SEVERAL =
      ScriptPlugin.drawing("several", 1, ScriptPlugin.query("look", "SELECT 1"), ENTER);

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
    server.execute("DROP SCHEMA IF EXISTS stormdb_scripts CASCADE");
  }

  static List<Integer> workers() {
    return List.of(1, MANY);
  }

  private static RunResult run(int port, RunListener listener, RunPlan plan) {
    RunResult result =
        new ScriptPlugin(TABLES, SINGLE, SEVERAL).on(server.at(port)).listen(listener).run(plan);
    assertThat(result.connections().direct()).isTrue();
    return result;
  }

  private static long rows() throws SQLException {
    return server.number("SELECT count(*) FROM stormdb_scripts.entry");
  }

  private static long sessionsPastTheDriver() throws SQLException {
    return server.number("SELECT count(DISTINCT pid) FROM stormdb_scripts.entry WHERE direct");
  }

  private static void terminate(String limit) {
    server.terminate("pid IN (SELECT pid FROM stormdb_scripts.entry)" + limit);
  }

  private static void encrypt(Certificates certificates) {
    try {
      certificates.encrypt(server.at(server.port()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the last second, because the very last interval may be short. */
  private static long committedAtTheEnd(RunResult result) {
    List<RunResult.Interval> all = result.intervals();
    return all.subList(Math.max(0, all.size() - 10), all.size()).stream()
        .mapToLong(interval -> interval.counts().committed())
        .sum();
  }

  private static RunResult.Interval last(RunResult result) {
    return result.intervals().get(result.intervals().size() - 1);
  }

  private static void assertShutDown(RunResult result, long failed) throws SQLException {
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.counts().failed()).isEqualTo(failed);
    // whoever was just sending finds the connection closed, and does not hear why
    assertThat(result.errors())
        .allSatisfy(
            error -> {
              boolean heard = error.name().equals("admin_shutdown");
              assertThat(error.name()).isEqualTo(heard ? "admin_shutdown" : "connection_lost");
              assertThat(error.sqlState()).isEqualTo(heard ? "57P01" : "08006");
              assertThat(error.sample())
                  .isEqualTo(
                      heard
                          ? "FATAL: terminating connection due to administrator command"
                          : "An I/O error occurred while sending to the backend.");
            });
    assertThat(result.errors().stream().mapToLong(RunResult.ErrorClass::transactions).sum())
        .isEqualTo(failed);
    // what was committed and never answered counts as failed
    assertThat(rows() - result.counts().committed()).isBetween(0L, failed);
    assertThat(result.availability().outageCount()).isPositive();
    assertThat(result.availability().outages().get(0).reason())
        .isIn("admin_shutdown", "connection_lost");
    assertThat(result.availability().lost()).isPositive();
    assertThat(server.number("SELECT count(*) FROM stormdb_scripts.entry WHERE NOT direct"))
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("workers")
  void everySessionThatIsTerminatedCostsOneTransaction(int workers) throws SQLException {
    RunResult result =
        run(
            server.port(),
            Disturbance.after(Duration.ofMillis(800), () -> terminate("")),
            PLAN.workers(workers).duration(Duration.ofSeconds(3)));
    assertShutDown(result, workers);
    assertThat(sessionsPastTheDriver()).isEqualTo(2L * workers);
  }

  @Test
  void oneSessionThatIsTerminatedDisturbsNoOther() throws SQLException {
    RunResult result =
        run(
            server.port(),
            Disturbance.after(Duration.ofMillis(800), () -> terminate(" LIMIT 1")),
            PLAN.workers(MANY).duration(Duration.ofSeconds(3)));
    assertShutDown(result, 1);
    assertThat(sessionsPastTheDriver()).isEqualTo(MANY + 1L);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void whoComesBackToAnEncryptedConnectionGoesThroughTheDriver(int workers, @TempDir Path folder)
      throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.make("server");
    RunResult result;
    try {
      result =
          run(
              server.port(),
              Disturbance.after(
                  Duration.ofMillis(800),
                  () -> {
                    encrypt(certificates);
                    terminate("");
                  }),
              PLAN.workers(workers).duration(Duration.ofSeconds(3)));
    } finally {
      server.execute("ALTER SYSTEM RESET ssl");
      Certificates.reload(server.at(server.port()), "off");
    }
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded())
        .contains(
            workers
                + " of "
                + workers
                + " workers went on through the JDBC driver: on the connections that they opened"
                + " again, statements cannot be sent past it");
    assertThat(rows() - result.counts().committed()).isBetween(0L, (long) workers);
    assertThat(sessionsPastTheDriver()).isEqualTo(workers);
    assertThat(
            server.number("SELECT count(DISTINCT pid) FROM stormdb_scripts.entry WHERE NOT direct"))
        .isEqualTo(workers);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRunGoesOnWhenTheServerIsStartedAgain(boolean crash) throws Exception {
    int workers = crash ? MANY : 1;
    CompletableFuture<Duration> absence = new CompletableFuture<>();
    RunListener restarting =
        Disturbance.after(
            Duration.ofMillis(400), () -> absence.completeAsync(() -> server.restart(crash)));
    RunResult result =
        run(server.port(), restarting, PLAN.workers(workers).duration(Duration.ofSeconds(8)));
    assertThat(result.status())
        .as(result.degraded()::toString)
        .isEqualTo(RunResult.Status.COMPLETED);
    Duration longest = absence.get(1, TimeUnit.SECONDS);
    Availability availability = result.availability();
    assertThat(availability.down()).isPositive().isLessThan(longest.plusSeconds(3));
    assertThat(availability.lost()).isGreaterThanOrEqualTo(availability.down());
    assertThat(result.counts().failed()).isBetween((long) workers, 3L * workers);
    assertThat(rows() - result.counts().committed()).isBetween(0L, result.counts().failed());
    assertThat(last(result).lost()).isZero();
    assertThat(committedAtTheEnd(result)).isPositive();
    assertThat(sessionsPastTheDriver()).isGreaterThanOrEqualTo(2L * workers);
  }

  @ParameterizedTest
  @MethodSource("workers")
  void aSilenceIsWaitedForAndLosesNothing(int workers) throws Exception {
    Duration silence = Duration.ofSeconds(2);
    try (FreezableProxy proxy = new FreezableProxy(server.port())) {
      RunListener freezing =
          Disturbance.after(
              Duration.ofMillis(400),
              () -> {
                proxy.freeze();
                CompletableFuture.runAsync(
                    proxy::thaw,
                    CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS));
              });
      RunResult result =
          run(proxy.port(), freezing, PLAN.workers(workers).duration(Duration.ofSeconds(3)));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.degraded()).isEmpty();
      assertThat(result.errors()).isEmpty();
      assertThat(rows()).isEqualTo(result.counts().committed());
      assertThat(result.latencies().max().orElseThrow())
          .isBetween(silence.minusMillis(100), silence.plusSeconds(5));
      assertThat(result.availability())
          .isEqualTo(Availability.uninterrupted(result.measured(), workers));
      assertThat(sessionsPastTheDriver()).isEqualTo(workers);
    }
  }

  @ParameterizedTest
  @MethodSource("workers")
  void aSilenceDoesNotKeepARunFromEnding(int workers) throws IOException {
    try (FreezableProxy proxy = new FreezableProxy(server.port())) {
      Instant start = Instant.now();
      RunResult result =
          run(
              proxy.port(),
              Disturbance.after(Duration.ofMillis(300), proxy::freeze),
              PLAN.workers(workers).duration(Duration.ofMillis(600)).grace(Duration.ofMillis(100)));
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
      assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
      assertThat(result.counts().committed()).isPositive();
      assertThat(result.counts().failed()).isZero();
      assertThat(result.errors()).isEmpty();
      assertThat(result.degraded())
          .containsExactly(
              ("%s of %s workers were still in a transaction 100ms after the end; those were"
                      + " cancelled and do not count")
                  .formatted(workers, workers));
    }
  }

  @Test
  void deadlocksAreRetriedAndCountedAsTheServerDoes() throws SQLException {
    Sql add = Sql.of("add", "UPDATE account SET sum = sum + 1 WHERE id = ?");
    TransactionType transfer =
        TransactionType.script(
            "transfer",
            1,
            () -> new int[1],
            (worker, first) -> first[0] = worker.random().between(1, 4),
            List.of(
                ScriptedStatement.<int[]>update(add, (to, first) -> to.bind(first[0]))
                    .expectRows(1),
                // in no order, so that two can wait for each other
                ScriptedStatement.<int[]>update(add, (to, first) -> to.bind(first[0] % 4 + 1))
                    .expectRows(1)));
    server.execute("DROP DATABASE IF EXISTS transfers");
    server.execute("CREATE DATABASE transfers");
    PGSimpleDataSource source = ScriptPlugin.channelled(server.at(server.port()));
    source.setDatabaseName("transfers");
    RunResult result =
        new ScriptPlugin(TABLES, transfer)
            .on(source)
            .run(PLAN.workers(MANY).transactions(1_000).maxTries(1_000));
    assertThat(result.connections().direct()).isTrue();
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
    String deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = 'transfers'";
    assertThat(server.settled(deadlocks, retries)).isEqualTo(retries);
    try (Connection connection = source.getConnection()) {
      assertThat(Database.string(connection, "SELECT sum(sum) FROM stormdb_scripts.account"))
          .isEqualTo("2000");
    }
    assertThat(new Counts(1_000, 0, 0, retries)).isEqualTo(result.counts());
  }
}
