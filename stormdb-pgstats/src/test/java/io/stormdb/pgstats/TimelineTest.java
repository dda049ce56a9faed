package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a server did from sample to sample. */
class TimelineTest {

  private static final int ROWS = 500;

  /** Opening connections, and what autovacuum's launcher does. */
  private static final double OTHER_COMMITS = 80;

  /** What else goes into the log of a server that nobody uses. */
  private static final double OTHER_BYTES = 64 << 10;

  private static final String CHECKPOINTER_RESTS =
      "(SELECT wait_event = 'CheckpointerMain' FROM pg_stat_activity"
          + " WHERE backend_type = 'checkpointer')";

  private static double of(Stretch stretch, ServerMetric metric) {
    return stretch.figures().of(metric).orElseThrow();
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void putsEachEventWhereItHappened(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection control = Servers.dataSource(server).getConnection()) {
      Servers.tell(
          server,
          "CREATE TABLE item (id bigint PRIMARY KEY, name text)",
          "INSERT INTO item VALUES (-1, ''), (-2, '')");
      Servers.awaitOthers(control, 0);
      // one transaction for all that is asked, so that asking is no work of the database
      control.setAutoCommit(false);
      collector.begin();

      double before = position(control);
      insert(server);
      await(control, inserted(2 + ROWS));
      double bytes = position(control) - before;
      collector.sample();

      String requested =
          version >= 17
              ? "(SELECT num_requested FROM pg_stat_checkpointer)"
              : "(SELECT checkpoints_req FROM pg_stat_bgwriter)";
      long earlier = (long) number(control, "SELECT " + requested);
      Servers.tell(server, "CHECKPOINT");
      // it is counted before it is over for the process that did it
      await(control, requested + " > " + earlier + " AND " + CHECKPOINTER_RESTS);
      collector.sample();

      deadlock(server);
      await(control, "deadlocks = 1");
      collector.sample();

      Servers.tell(
          server,
          "SET work_mem = '64kB'",
          "SELECT count(*) FROM (SELECT i FROM generate_series(1, 200000) i ORDER BY -i) s");
      await(control, "temp_bytes > 1000000");
      collector.sample();
      collector.end();

      ServerTimeline timeline =
          collector.statistics().orElseThrow().timeline().find().orElseThrow();
      assertThat(timeline.missing())
          .containsOnlyKeys(
              version >= 16
                  ? new String[] {}
                  : version >= 13
                      ? new String[] {"pg_stat_io"}
                      : new String[] {"pg_stat_io", "pg_stat_slru"});
      assertThat(timeline.every()).isEqualTo(Duration.ofSeconds(1));
      List<Stretch> stretches = timeline.stretches();
      assertThat(stretches).hasSize(5).allSatisfy(s -> assertThat(s.gaps()).isEmpty());
      assertThat(of(stretches.get(0), ServerMetric.COMMITS))
          .isBetween((double) ROWS, ROWS + OTHER_COMMITS);
      assertThat(of(stretches.get(0), ServerMetric.TUPLES_INSERTED)).isEqualTo(ROWS);
      assertThat(of(stretches.get(0), ServerMetric.WAL_BYTES))
          .isBetween(bytes, bytes + OTHER_BYTES);
      assertThat(stretches.stream().map(s -> of(s, ServerMetric.CHECKPOINTS_REQUESTED)))
          .containsExactly(0.0, 1.0, 0.0, 0.0, 0.0);
      assertThat(of(stretches.get(1), ServerMetric.CHECKPOINT_BUFFERS)).isPositive();
      assertThat(stretches.stream().map(s -> of(s, ServerMetric.DEADLOCKS)))
          .containsExactly(0.0, 0.0, 1.0, 0.0, 0.0);
      assertThat(stretches.stream().map(s -> of(s, ServerMetric.TEMP_FILES) > 0))
          .containsExactly(false, false, false, true, false);
      assertThat(of(stretches.get(3), ServerMetric.TEMP_BYTES)).isBetween(1e6, 1e7);
      assertThat(stretches)
          .allSatisfy(
              stretch -> {
                assertThat(of(stretch, ServerMetric.CHECKPOINT_RUNNING)).isZero();
                assertThat(of(stretch, ServerMetric.AUTOVACUUM_WORKERS)).isZero();
                assertThat(of(stretch, ServerMetric.CONNECTIONS)).isBetween(2.0, 4.0);
                assertThat(stretch.figures().of(ServerMetric.WAL_SYNCS).isPresent())
                    .isEqualTo(version >= 14);
                assertThat(stretch.figures().of(ServerMetric.IO_WRITES).isPresent())
                    .isEqualTo(version >= 16);
                assertThat(stretch.figures().of(ServerMetric.SLRU_HIT).isPresent())
                    .isEqualTo(version >= 13);
                assertThat(stretch.figures().of(ServerMetric.CHECKPOINTS_DONE).isPresent())
                    .isEqualTo(version >= 18);
              });
      // the load has no session; nobody looks in the last stretch
      assertThat(stretches.subList(0, 4))
          .allSatisfy(stretch -> assertThat(of(stretch, ServerMetric.LOAD_SESSIONS)).isZero());
      // the same in the total
      assertThat(stretches.stream().mapToDouble(s -> of(s, ServerMetric.COMMITS)).sum())
          .isBetween((double) ROWS, ROWS + 2 * OTHER_COMMITS);
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 14, 17, 18})
  void aResetInTheMiddleIsAGapOfThatViewAlone(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection control = Servers.dataSource(server).getConnection()) {
      Servers.tell(server, "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      Servers.awaitOthers(control, 0);
      control.setAutoCommit(false);
      collector.begin();
      insert(server);
      await(control, inserted(ROWS));
      collector.sample();
      Servers.tell(server, "SELECT pg_stat_reset()");
      await(control, "tup_inserted < " + ROWS);
      collector.sample();
      Servers.tell(server, "INSERT INTO item SELECT i, '' FROM generate_series(10001, 10100) i");
      await(control, "tup_inserted >= 100");
      collector.sample();
      collector.end();

      ServerStatistics statistics = collector.statistics().orElseThrow();
      List<Stretch> stretches = statistics.timeline().find().orElseThrow().stretches();
      assertThat(stretches).hasSize(4);
      assertThat(stretches.stream().map(Stretch::gaps))
          .startsWith(Map.of(), Map.of("pg_stat_database", Observed.RESET), Map.of());
      assertThat(stretches.get(1).figures().of(ServerMetric.COMMITS)).isEmpty();
      assertThat(of(stretches.get(1), ServerMetric.CHECKPOINTS_REQUESTED)).isZero();
      assertThat(of(stretches.get(1), ServerMetric.WAL_BYTES)).isNotNegative();
      assertThat(of(stretches.get(0), ServerMetric.TUPLES_INSERTED)).isEqualTo(ROWS);
      assertThat(of(stretches.get(2), ServerMetric.TUPLES_INSERTED)).isEqualTo(100);
      assertThat(statistics.database().whyMissing()).hasValue(Observed.RESET);
      assertThat(statistics.wal().find()).isPresent();
      assertThat(statistics.checkpoints().find()).isPresent();
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {13, 17, 18})
  void aCrashInTheMiddleIsAGapAndLaterIntervalsAreRight(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      Servers.tell(server, "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      collector.begin();
      collector.sample();
      server.crash();
      collector.sample();
      server.restart();
      collector.sample();
      insert(server);
      try (Connection control = Servers.dataSource(server).getConnection()) {
        control.setAutoCommit(false);
        await(control, inserted(ROWS));
      }
      collector.sample();
      collector.end();

      ServerTimeline timeline =
          collector.statistics().orElseThrow().timeline().find().orElseThrow();
      assertThat(timeline.cost().missed()).isEqualTo(1);
      List<Stretch> stretches = timeline.stretches();
      assertThat(stretches).hasSize(4);
      assertThat(stretches.get(0).gaps()).isEmpty();
      assertThat(stretches.get(1).gaps())
          .containsEntry("pg_stat_database", Observed.RESET)
          .containsEntry("pg_stat_bgwriter", Observed.RESET)
          .doesNotContainKey("pg_current_wal_insert_lsn");
      assertThat(stretches.get(1).figures().of(ServerMetric.COMMITS)).isEmpty();
      assertThat(of(stretches.get(1), ServerMetric.WAL_BYTES)).isNotNegative();
      assertThat(of(stretches.get(2), ServerMetric.TUPLES_INSERTED)).isEqualTo(ROWS);
      assertThat(of(stretches.get(2), ServerMetric.COMMITS))
          .isBetween((double) ROWS, ROWS + OTHER_COMMITS);
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {13, 17, 18})
  void aServerThatWasRestartedInOrderKeepsItsCounts(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      Servers.tell(server, "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      try (Connection control = Servers.dataSource(server).getConnection()) {
        Servers.awaitOthers(control, 0);
      }
      collector.begin();
      insert(server);
      server.restart();
      collector.sample();
      collector.sample();
      collector.end();

      ServerStatistics statistics = collector.statistics().orElseThrow();
      assertThat(statistics.database().find().orElseThrow().tuplesInserted())
          .isBetween((long) ROWS, ROWS + 20L);
      List<Stretch> stretches = statistics.timeline().find().orElseThrow().stretches();
      assertThat(of(stretches.get(0), ServerMetric.TUPLES_INSERTED))
          .isBetween((double) ROWS, ROWS + 20.0);
      assertThat(stretches).allSatisfy(stretch -> assertThat(stretch.gaps()).isEmpty());
    }
  }

  @Test
  void whatOneUserMayNotReadLeavesTheRestAlone() throws Exception {
    try (EmbeddedServer server = Servers.start(17)) {
      Servers.tell(
          server,
          "CREATE ROLE ada LOGIN PASSWORD 'example'",
          "REVOKE SELECT ON pg_stat_wal FROM PUBLIC");
      try (StatisticsCollector collector =
          StatisticsCollector.on(Servers.as(server, "ada", "example"))) {
        collector.begin();
        collector.sample();
        collector.end();
        ServerTimeline timeline =
            collector.statistics().orElseThrow().timeline().find().orElseThrow();
        assertThat(timeline.missing())
            .containsExactly(
                Map.entry(
                    "pg_stat_wal",
                    "user 'ada' may not read pg_stat_wal (ERROR: permission denied for view"
                        + " pg_stat_wal); let a superuser run: GRANT SELECT ON pg_stat_wal TO"
                        + " ada"));
        Figures figures = timeline.stretches().get(0).figures();
        assertThat(figures.of(ServerMetric.COMMITS)).isPresent();
        assertThat(figures.of(ServerMetric.WAL_BYTES)).isPresent();
        assertThat(figures.of(ServerMetric.CONNECTIONS)).isPresent();
        assertThat(figures.of(ServerMetric.WAL_SYNCS)).isEmpty();
        // what the server's own processes do is hidden from him
        assertThat(figures.of(ServerMetric.CHECKPOINT_RUNNING)).isEmpty();
        assertThat(figures.of(ServerMetric.AUTOVACUUM_WORKERS)).isEmpty();
      }
    }
  }

  /** Not timed: each sample costs what it costs, and is taken once a second in a run. */
  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 17, 18})
  void aSampleASecondAndFourLooksTakeLessThanAHundredthOfAProcessor(int version) {
    int seconds = 50;
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      collector.begin();
      for (int i = 0; i < seconds; i++) {
        for (int look = 0; look < 4; look++) {
          collector.look();
        }
        collector.sample();
      }
      collector.end();
      SamplingCost cost =
          collector.statistics().orElseThrow().timeline().find().orElseThrow().cost();
      assertThat(cost.samples()).isEqualTo(seconds + 1);
      assertThat(cost.looks()).isEqualTo(4L * seconds);
      assertThat(cost.missed()).isZero();
      assertThat(cost.whyNoCpu()).isEmpty();
      Duration cpu = cost.serverCpu().orElseThrow();
      assertThat(cpu).isPositive().isLessThan(Duration.ofMillis(10L * seconds));
      assertThat(cost.busy()).isGreaterThan(Duration.ZERO).isLessThan(cost.window());
    }
  }

  @Test
  void anIntervalNeedsALengthAndAPauseBetweenSamplesTheLeast() {
    ServerTimeline timeline =
        new ServerTimeline(
            Duration.ofSeconds(1),
            List.of(),
            Map.of(),
            new SamplingCost(
                0, 0, 0, Duration.ZERO, Duration.ZERO, Optional.empty(), "nobody looked"));
    assertThatThrownBy(() -> timeline.during(Duration.ZERO, Duration.ZERO))
        .hasMessage("length must be positive, was PT0S");
    try (StatisticsCollector collector = StatisticsCollector.on(new PGSimpleDataSource())) {
      assertThatThrownBy(() -> collector.every(Duration.ofMillis(99)))
          .hasMessage("interval must be at least PT0.1S, was PT0.099S");
    }
  }

  private static void insert(EmbeddedServer server) throws SQLException {
    try (Connection connection = Servers.dataSource(server).getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO item VALUES (?, 'Ada Examplewright')")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setLong(1, i);
        insert.executeUpdate();
      }
    }
  }

  private static void deadlock(EmbeddedServer server) throws SQLException {
    try (Connection one = Servers.dataSource(server).getConnection();
        Connection other = Servers.dataSource(server).getConnection()) {
      for (Connection connection : List.of(one, other)) {
        execute(connection, "SET deadlock_timeout = '10ms'");
        connection.setAutoCommit(false);
      }
      execute(one, "UPDATE item SET name = 'a' WHERE id = -1");
      execute(other, "UPDATE item SET name = 'b' WHERE id = -2");
      CompletableFuture<Boolean> first = later(one, "UPDATE item SET name = 'a' WHERE id = -2");
      CompletableFuture<Boolean> second = later(other, "UPDATE item SET name = 'b' WHERE id = -1");
      CompletableFuture.anyOf(first, second).join();
      one.rollback();
      other.rollback();
      assertThat(first.join() && second.join()).isFalse();
    }
  }

  private static CompletableFuture<Boolean> later(Connection connection, String sql) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            execute(connection, sql);
            return true;
          } catch (SQLException e) {
            try {
              // the one that lost must not hold the other up
              connection.rollback();
            } catch (SQLException again) {
              e.addSuppressed(again);
            }
            return false;
          }
        },
        task -> new Thread(task).start());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double position(Connection control) throws SQLException {
    return number(control, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
  }

  private static double number(Connection control, String sql) throws SQLException {
    try (Statement statement = control.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getDouble(1);
    }
  }

  /** The rows of the table alone: those of the catalog are in the count of the database too. */
  private static String inserted(int rows) {
    return "(SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'item') = " + rows;
  }

  /** Waits until sessions have handed in what they counted. */
  private static void await(Connection control, String condition) throws SQLException {
    boolean isMet = false;
    long deadline = System.nanoTime() + Servers.PATIENCE_NANOS;
    while (!isMet) {
      execute(control, "SELECT pg_stat_clear_snapshot()");
      try (Statement statement = control.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT "
                      + condition
                      + " FROM pg_stat_database WHERE datname = current_database()")) {
        row.next();
        isMet = row.getBoolean(1);
      }
      Servers.park(deadline, condition);
    }
  }
}
