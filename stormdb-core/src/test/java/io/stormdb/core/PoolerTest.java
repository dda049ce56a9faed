package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Isolation;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On a server of its own, which is asked in another database for what it counts in this one. */
class PoolerTest {

  private static final WorkloadCatalog CATALOG =
      WorkloadCatalog.of(List.of(new BankPlugin(), new EchoPlugin()));
  private static final RunPlan BANK = RunPlan.of("bank").workers(8).warmup(Duration.ZERO);
  private static final RunPlan ECHO =
      RunPlan.of("echo")
          .workers(8)
          .warmup(Duration.ZERO)
          .connections(Connections.persistent().queryTimeout(Duration.ofSeconds(7)));

  /** Fewer than there are workers; two of them are StormDB's own. */
  private static final int SESSIONS = 5;

  /**
   * The driver asks for the DateStyle "ISO", which the server calls "ISO, MDY". PgBouncer compares
   * both and sends SET DateStyle before each transaction, which the server counts.
   */
  private static final int WITH_DATE_STYLE = 2;

  private static final String REFUSED_CHANGE =
      "jdbc:postgresql://bouncer.example/pooled is a pooler in transaction mode, and nothing can be"
          + " created, loaded or dropped through it: that needs settings and a lock that outlast a"
          + " transaction; do it on the server itself, and run through the pooler then";

  private static EmbeddedServer server;
  private static StormDb direct;

  @BeforeAll
  static void load() {
    PgBouncer.require();
    server =
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("autovacuum", "off")
                .setting("shared_buffers", "32MB"));
    aside("CREATE DATABASE pooled");
    direct = StormDb.on(source("pooled")).catalog(CATALOG);
    direct.load(BANK);
    direct.load(ECHO);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(server.user());
    source.setPassword(server.password());
    source.setDatabaseName(database);
    return source;
  }

  private static void aside(String sql) {
    try (Connection connection = source("postgres").getConnection()) {
      Database.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Sessions hand in what they have counted at the latest when they end, with the pooler. */
  private static long commits() throws SQLException {
    try (Connection connection = source("postgres").getConnection()) {
      String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'pooled'";
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (!Database.string(connection, others).equals("0")) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      return Long.parseLong(
          Database.string(
              connection, "SELECT xact_commit FROM pg_stat_database WHERE datname = 'pooled'"));
    }
  }

  private static PgBouncer transactionMode() {
    return transactionMode(SESSIONS);
  }

  private static PgBouncer transactionMode(int sessions) {
    return PgBouncer.start(
        server,
        "pooled",
        Map.of("pool_mode", "transaction", "default_pool_size", Integer.toString(sessions)));
  }

  private static PgBouncer sessionMode(int sessions) {
    return PgBouncer.start(
        server,
        "pooled",
        Map.of("pool_mode", "session", "default_pool_size", Integer.toString(sessions)));
  }

  private static StormDb storm(PgBouncer bouncer, QueryMode mode) {
    return bouncer.storm(mode).catalog(CATALOG);
  }

  private interface Bouncers {
    PgBouncer start();
  }

  /** Returns how many transactions the server counts for a run through a pooler. */
  private static long commitsOf(Bouncers bouncers, QueryMode mode, RunPlan plan)
      throws SQLException {
    long before = commits();
    try (PgBouncer bouncer = bouncers.start()) {
      RunResult result = storm(bouncer, mode).run(plan);
      assertThat(result.degraded()).isEmpty();
      assertThat(result.errors()).isEmpty();
      assertThat(result.counts())
          .isEqualTo(new Counts(plan.end().transactions().orElseThrow(), 0, 0, 0));
    }
    return commits() - before;
  }

  /** Returns what the server counts more for a run that has a thousand transactions more. */
  private static long ofAThousand(Bouncers bouncers, QueryMode mode, RunPlan plan)
      throws SQLException {
    // a shorter one may be over before the pooler has opened all of its sessions
    long few = commitsOf(bouncers, mode, plan.transactions(500));
    return commitsOf(bouncers, mode, plan.transactions(1_500)) - few;
  }

  private static void assertConsistent(RunResult result) {
    assertThat(result.degraded()).isEmpty();
    assertThat(result.errors()).isEmpty();
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.checks())
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.evidence()).as(check.name()).isEmpty());
  }

  @Nested
  class WithoutAPooler {

    @Test
    void costsTheProbeOneQuery() throws SQLException {
      assertThat(direct.run(BANK.transactions(10)).connections().pooler()).isEqualTo(Pooler.NONE);
      long start = commits();
      try (Connection connection = source("pooled").getConnection()) {
        connection.isValid(1);
      }
      long connecting = commits() - start;
      assertThat(PoolerProbe.of(new Database(source("pooled"), "it"))).isEqualTo(Pooler.NONE);
      // the answer to isValid is no transaction that the server counts, or it is one as well
      assertThat(commits() - start - connecting).isBetween(connecting, connecting + 1);
    }
  }

  @Nested
  class InSessionMode {

    @Test
    void runsAsOnTheServer() {
      try (PgBouncer bouncer = sessionMode(20)) {
        RunResult result =
            storm(bouncer, QueryMode.PREPARED).run(BANK.verify(true).transactions(400));
        assertConsistent(result);
        assertThat(result.connections().pooler()).isEqualTo(Pooler.SESSION);
        assertThat(result.environment().queryMode()).isEqualTo(QueryMode.PREPARED);
      }
    }

    @Test
    void costsTheServerNothingButTheTransactions() throws SQLException {
      assertThat(ofAThousand(() -> sessionMode(20), QueryMode.PREPARED, BANK)).isEqualTo(1_000);
    }

    @Test
    void loadsAndDrops() {
      try (PgBouncer bouncer = sessionMode(20)) {
        StormDb db = storm(bouncer, QueryMode.PREPARED);
        RunPlan plan = BANK.schema("pooler_loaded");
        assertThat(db.load(plan).rows()).containsEntry("account", BankPlugin.ACCOUNTS);
        assertThat(db.verify(plan)).allSatisfy(c -> assertThat(c.evidence()).isEmpty());
        db.cleanup(plan);
      }
    }

    @Test
    void isKnownEvenIfThereIsOneSessionOnly() throws SQLException {
      try (PgBouncer bouncer = sessionMode(1)) {
        assertThat(PoolerProbe.of(new Database(bouncer.source(QueryMode.EXTENDED), "it")))
            .isEqualTo(Pooler.SESSION);
      }
    }
  }

  @Nested
  class InTransactionMode {

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isKnownHoweverSessionsAreTaken(int roundRobin) throws SQLException {
      for (int sessions = 1; sessions <= 3; sessions++) {
        try (PgBouncer bouncer =
            PgBouncer.start(
                server,
                "pooled",
                Map.of(
                    "pool_mode",
                    "transaction",
                    "server_round_robin",
                    Integer.toString(roundRobin),
                    "default_pool_size",
                    Integer.toString(sessions)))) {
          Database database = new Database(bouncer.source(QueryMode.EXTENDED), "it");
          List<Connection> busy = new ArrayList<>();
          // makes the pool open all of its sessions
          for (int i = 0; i < sessions; i++) {
            Connection connection = database.dataSource().getConnection();
            connection.setAutoCommit(false);
            Database.string(connection, "SELECT 1");
            busy.add(connection);
          }
          for (Connection connection : busy) {
            connection.rollback();
          }
          assertThat(PoolerProbe.of(database)).isEqualTo(Pooler.TRANSACTION);
          Database.close(busy, trouble -> {});
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"persistent", "pooled", "transient", "mixed"})
    void runsWithoutAnErrorInEveryMode(String mode) {
      Connections connections =
          switch (mode) {
            case "pooled" -> Connections.pooled(6);
            case "transient" -> Connections.perTransaction();
            case "mixed" -> Connections.mixed();
            default -> Connections.persistent();
          };
      try (PgBouncer bouncer = transactionMode()) {
        RunResult result =
            storm(bouncer, QueryMode.EXTENDED)
                .run(BANK.verify(true).transactions(600).connections(connections));
        assertConsistent(result);
        assertThat(result.counts()).isEqualTo(new Counts(600, 0, 0, 0));
        assertThat(result.connections().pooler()).isEqualTo(Pooler.TRANSACTION);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXTENDED", "SIMPLE"})
    void costsTheServerNothingButTheTransactions(QueryMode mode) throws SQLException {
      assertThat(ofAThousand(PoolerTest::transactionMode, mode, BANK))
          .isEqualTo(1_000 * WITH_DATE_STYLE);
    }

    @Test
    void costsTheServerATransactionMoreThanConnectingIfEachConnects() throws SQLException {
      long hundred = commitsOfConnecting(200) - commitsOfConnecting(100);
      assertThat(
              ofAThousand(
                  PoolerTest::transactionMode,
                  QueryMode.EXTENDED,
                  BANK.connections(Connections.perTransaction())))
          .isEqualTo(1_000 * WITH_DATE_STYLE + 10 * hundred);
    }

    private long commitsOfConnecting(int times) throws SQLException {
      long before = commits();
      try (PgBouncer bouncer = transactionMode()) {
        Opening opening =
            new Opening(
                new Database(bouncer.source(QueryMode.EXTENDED), "it"),
                "stormdb_bank",
                "stormdb:test",
                Map.of(),
                Isolation.READ_COMMITTED,
                Optional.empty(),
                Pooler.TRANSACTION,
                new SetupRecorder());
        for (int i = 0; i < times; i++) {
          opening.open().close();
        }
      }
      return commits() - before;
    }

    @Test
    void changesTheDataAsOftenAsItSays() throws SQLException {
      long updates = count("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'account'");
      long notes = count("SELECT count(*) FROM stormdb_echo.note");
      RunResult bank;
      RunResult echo;
      try (PgBouncer bouncer = transactionMode()) {
        bank = storm(bouncer, QueryMode.EXTENDED).run(BANK.transactions(700));
        echo = storm(bouncer, QueryMode.EXTENDED).run(ECHO.transactions(700));
      }
      commits();
      assertThat(
              count("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'account'")
                  - updates)
          .isEqualTo(2 * committed(bank, "transfer"));
      assertThat(count("SELECT count(*) FROM stormdb_echo.note") - notes)
          .isEqualTo(committed(echo, "note"));
    }

    private long committed(RunResult result, String type) {
      return result.transactions().stream()
          .filter(transactions -> transactions.name().equals(type))
          .mapToLong(transactions -> transactions.counts().committed())
          .sum();
    }

    private long count(String sql) throws SQLException {
      try (Connection connection = source("pooled").getConnection()) {
        return Long.parseLong(Database.string(connection, sql));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXTENDED", "SIMPLE"})
    void givesEachTransactionItsSettingsAndLeavesNoneBehind(QueryMode mode) throws SQLException {
      try (PgBouncer bouncer = transactionMode()) {
        List<String> before = sessions(bouncer);
        RunResult result = storm(bouncer, mode).run(ECHO.verify(true).transactions(800));
        assertConsistent(result);
        assertThat(result.transactions())
            .extracting(RunResult.Transactions::name)
            .containsExactly("look", "serializable", "repeatable_look", "note");
        assertThat(sessions(bouncer)).isEqualTo(before);
      }
    }

    /** Returns what somebody else finds in all sessions that the pooler has. */
    private List<String> sessions(PgBouncer bouncer) throws SQLException {
      Map<String, String> found = new TreeMap<>();
      List<Connection> all = new ArrayList<>();
      try {
        for (int i = 0; i < SESSIONS; i++) {
          Connection connection = bouncer.source(QueryMode.EXTENDED).getConnection();
          all.add(connection);
          connection.setAutoCommit(false);
          found.put(
              Database.string(connection, "SELECT pg_backend_pid()"),
              String.join(
                      "; ",
                      Database.strings(
                          connection,
                          "SELECT name || '=' || setting FROM pg_settings WHERE source = 'session'"
                              + " AND name !~ '^(extra_float_digits|transaction_.*)$' ORDER BY name"))
                  + Database.string(
                      connection,
                      "SELECT ' ' || current_setting('transaction_isolation') || ' read only '"
                          + " || current_setting('transaction_read_only') || ' statements=' || (SELECT count(*) FROM pg_prepared_statements)"
                          + " || ' locks=' || (SELECT count(*) FROM pg_locks"
                          + " WHERE locktype = 'advisory')"));
        }
        // now at last, so that each has another session
        for (Connection connection : all) {
          connection.rollback();
        }
      } finally {
        Database.close(all, trouble -> {});
      }
      assertThat(found).hasSize(SESSIONS);
      return List.copyOf(found.values());
    }

    @Test
    void keepsTheSchemaFromBeingDroppedWhileItRuns() {
      try (PgBouncer bouncer = transactionMode()) {
        List<Throwable> refusals = new ArrayList<>();
        RunListener dropping =
            new RunListener() {
              @Override
              public void measuring() {
                try {
                  direct.rebuild(BANK);
                } catch (StormDbException e) {
                  refusals.add(e);
                }
              }
            };
        assertConsistent(
            storm(bouncer, QueryMode.EXTENDED)
                .listen(dropping)
                .run(BANK.verify(true).transactions(100)));
        assertThat(refusals)
            .singleElement()
            .extracting(Throwable::getMessage)
            .isEqualTo(
                "schema stormdb_bank is being used by another StormDB; wait for it to end, or name another schema with 'schema'");
      }
      // and gives it free afterwards
      direct.rebuild(BANK);
    }

    @Test
    void countsTheRunInTheMarker() {
      try (PgBouncer bouncer = transactionMode()) {
        StormDb db = storm(bouncer, QueryMode.EXTENDED);
        long before = db.run(BANK.transactions(10)).data().runs();
        assertThat(direct.run(BANK.transactions(10)).data().runs()).isEqualTo(before + 1);
      }
    }

    @Test
    void verifiesAndChecks() {
      try (PgBouncer bouncer = transactionMode()) {
        StormDb db = storm(bouncer, QueryMode.EXTENDED);
        assertThat(db.verify(BANK)).allSatisfy(c -> assertThat(c.evidence()).isEmpty());
        db.check(BANK);
      }
    }

    @Test
    void refusesAWrongSettingBeforeTheRun() {
      try (PgBouncer bouncer = transactionMode()) {
        assertThatThrownBy(
                () ->
                    storm(bouncer, QueryMode.EXTENDED)
                        .run(ECHO.parameter("work_mem", "much").transactions(10)))
            .isInstanceOf(StormDbException.class)
            .hasMessage(
                "cannot prepare a connection to jdbc:postgresql://bouncer.example/pooled: ERROR: invalid value for parameter \"work_mem\": \"much\"");
      }
    }

    @Test
    void refusesToChangeAnything() {
      try (PgBouncer bouncer = transactionMode()) {
        StormDb db = storm(bouncer, QueryMode.EXTENDED);
        RunPlan missing = BANK.schema("pooler_missing").transactions(10);
        for (Runnable change :
            List.<Runnable>of(
                () -> db.load(missing),
                () -> db.setup(missing),
                () -> db.rebuild(BANK),
                () -> db.cleanup(BANK),
                () -> db.check(missing),
                () -> db.run(missing))) {
          assertThatThrownBy(change::run)
              .isInstanceOf(StormDbException.class)
              .hasMessage(REFUSED_CHANGE);
        }
        assertThat(direct.verify(BANK)).allSatisfy(c -> assertThat(c.evidence()).isEmpty());
      }
    }

    @Test
    void refusesPreparedStatementsThatThePoolerDoesNotKnow() throws SQLException {
      try (PgBouncer bouncer = transactionMode()) {
        List<String> before = sessions(bouncer);
        StormDb db = storm(bouncer, QueryMode.PREPARED);
        assertThatThrownBy(() -> db.run(BANK.transactions(10)))
            .isInstanceOf(StormDbException.class)
            .hasMessage(
                "jdbc:postgresql://bouncer.example/pooled is a pooler in transaction mode that does not know prepared statements, and each transaction may find those of another connection; give query_mode: extended, or set max_prepared_statements of PgBouncer 1.21 or later above 0");
        assertThat(sessions(bouncer)).isEqualTo(before);
      }
    }

    @Test
    void saysThatThePoolIsTooSmall() {
      try (PgBouncer bouncer = transactionMode(1)) {
        assertThatThrownBy(() -> storm(bouncer, QueryMode.EXTENDED).run(BANK.transactions(10)))
            .isInstanceOf(StormDbException.class)
            .hasMessage(
                "the pooler jdbc:postgresql://bouncer.example/pooled had no session of the server for StormDB within 10 s, which needs two besides those of workers; raise its default_pool_size, or wait until others are done");
      }
    }
  }
}
