package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A known amount of work on each version of PostgreSQL. */
class EveryVersionTest {

  private static final int ROWS = 1_000;

  /** The inserts, the count, the delete, the sort and the checkpoint. */
  private static final long COMMITS = ROWS + 4L;

  /**
   * Those that look at statistics commit too, and every connection does when it is opened. Before
   * 15, what was looked at first is in the window too, because it is counted half a second later.
   */
  private static final long OTHER_COMMITS = 80;

  /** Longer than any version takes to show what sessions that have ended had counted. */
  private static final long STILL_NANOS = 1_500_000_000;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void countsTheWorkThatWasDone(int version) throws SQLException {
    try (EmbeddedServer server = start(version);
        StatisticsCollector collector =
            // more than those that are looked for: another may be held up by a busy machine
            StatisticsCollector.withStatements(Servers.dataSource(server), 5)) {
      Servers.tell(
          server,
          "CREATE EXTENSION pg_stat_statements",
          "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      try (Connection control = Servers.dataSource(server).getConnection()) {
        awaitRest(control);
        collector.connect();
        collector.begin();
      }
      work(server);
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();

      assertThat(statistics.window()).isPositive().isLessThan(Duration.ofMinutes(5));
      DatabaseActivity database = statistics.database().find().orElseThrow();
      assertThat(database.commits()).isBetween(COMMITS, COMMITS + OTHER_COMMITS);
      assertThat(database.rollbacks()).isEqualTo(1);
      // those of the catalog are among them
      assertThat(database.tuplesInserted()).isBetween(ROWS + 1L, ROWS + 100L);
      assertThat(database.tuplesDeleted()).isEqualTo(7);
      assertThat(database.blocksHit()).isGreaterThan(ROWS);
      assertThat(database.deadlocks()).isZero();
      assertThat(database.tempFiles()).isPositive();
      assertThat(database.tempBytes()).isGreaterThan(1_000_000);
      assertThat(database.blockReadTime()).isPresent();
      assertThat(database.sessions().isPresent()).isEqualTo(version >= 14);
      database.sessions().ifPresent(sessions -> assertThat(sessions).isBetween(1L, 3L));

      BlockActivity blocks = statistics.blocks().find().orElseThrow();
      assertThat(blocks.indexHit()).isGreaterThan(ROWS);
      assertThat(blocks.tableHit()).isGreaterThan(ROWS);

      WalActivity wal = statistics.wal().find().orElseThrow();
      assertThat(wal.bytes()).isBetween(100L * ROWS, 100_000_000L);
      assertThat(wal.records().isPresent()).isEqualTo(version >= 14);
      assertThat(wal.fullPageImages().isPresent()).isEqualTo(version >= 14);
      assertThat(wal.syncs().isPresent()).isEqualTo(version >= 14);
      wal.syncs().ifPresent(syncs -> assertThat(syncs).isBetween((long) ROWS, 2L * ROWS));
      assertThat(wal.writes().isPresent()).isEqualTo(version >= 14);
      wal.writes().ifPresent(writes -> assertThat(writes).isBetween((long) ROWS, 2L * ROWS));
      assertThat(wal.syncTime().isPresent()).isEqualTo(version >= 14);
      wal.syncTime().ifPresent(time -> assertThat(time).isPositive());
      wal.records().ifPresent(records -> assertThat(records).isGreaterThan(2L * ROWS));

      CheckpointActivity checkpoints = statistics.checkpoints().find().orElseThrow();
      assertThat(checkpoints.requested()).isEqualTo(1);
      assertThat(checkpoints.buffersWritten()).isPositive();
      assertThat(checkpoints.buffersByBackends().isPresent()).isEqualTo(version < 17);

      assertThat(checkpoints.done()).isEqualTo(version >= 18 ? Optional.of(1L) : Optional.empty());
      assertThat(checkpoints.restartpointsDone())
          .isEqualTo(version >= 17 ? Optional.of(0L) : Optional.empty());

      assertThat(statistics.io().find().isPresent()).isEqualTo(version >= 16);
      statistics.io().find().ifPresent(io -> assertIo(io, checkpoints.buffersWritten()));
      assertThat(statistics.slru().find().isPresent()).isEqualTo(version >= 13);
      // whoever reads a row first has to look up whether its transaction was committed
      statistics
          .slru()
          .find()
          .ifPresent(slru -> assertThat(slru.hit()).isBetween(ROWS - 50L, 10L * ROWS));
      assertThat(statistics.archiver().find()).hasValue(new ArchiverActivity(0, 0));
      assertThat(statistics.replication().find())
          .hasValue(
              new ReplicationState(0, Optional.empty(), Optional.empty(), 0, 0, Optional.empty()));

      ConnectionUse connections = statistics.connections().find().orElseThrow();
      assertThat(connections).isEqualTo(new ConnectionUse(2, 1, 30, 3, 3));

      CacheState cache = statistics.cache().find().orElseThrow();
      assertThat(cache.sharedBuffersBytes()).isEqualTo(32L << 20);
      assertThat(cache.databaseBytes()).isBetween(1L << 20, 100L << 20);

      StatementActivity statements = statistics.statements().orElseThrow().find().orElseThrow();
      assertThat(statements.warnings()).isEmpty();
      assertThat(statements.top()).hasSize(5);
      assertThat(statements.distinct()).isBetween(6, 15);
      assertThat(statements.top())
          .isSortedAccordingTo((a, b) -> b.totalTime().compareTo(a.totalTime()));
      assertThat(statements.totalTime())
          .isGreaterThanOrEqualTo(statements.top().get(0).totalTime());
      StatementActivity.Entry insert =
          statements.top().stream()
              .filter(entry -> entry.text().orElse("").startsWith("INSERT INTO item"))
              .findFirst()
              .orElseThrow();
      StatementActivity.Entry sort =
          statements.top().stream()
              .filter(entry -> entry.text().orElse("").contains("ORDER BY"))
              .findFirst()
              .orElseThrow();
      // blocks of 8 KiB, some of which are written again when what is sorted is merged
      assertThat(sort.blocks().tempWritten() * 8_192)
          .isBetween(database.tempBytes() / 2, 10 * database.tempBytes());
      assertThat(sort.blocks().tempRead()).isPositive();
      assertThat(insert.text()).hasValue("INSERT INTO item VALUES ($1, $2)");
      assertThat(insert.calls()).isEqualTo(ROWS);
      assertThat(insert.rows()).isEqualTo(ROWS);
      assertThat(insert.meanTime()).isEqualTo(insert.totalTime().dividedBy(ROWS)).isPositive();
      assertThat(insert.blocks().hit()).isGreaterThan(ROWS);
      assertThat(insert.wal().isPresent()).isEqualTo(version >= 13);
      insert.wal().ifPresent(log -> assertThat(log.bytes()).isBetween(100L * ROWS, wal.bytes()));
    }
  }

  private static EmbeddedServer start(int version) {
    return version >= 14
        ? Servers.start(version, "track_wal_io_timing", "on")
        : Servers.start(version);
  }

  private static void assertIo(IoActivity io, long written) {
    // a block is 8 KiB, and the checkpoint is the only one that has to write any
    assertThat(io.writeBytes()).isBetween(8_192 * written, 8_192 * (written + 100));
    assertThat(io.writes()).isBetween(1L, written + 100);
    assertThat(io.sessionWrites()).isZero();
    assertThat(io.extensions()).isBetween(1L, 100L);
    assertThat(io.evictions()).isZero();
    assertThat(io.fsyncs()).isPositive();
    assertThat(io.sessionFsyncs()).isZero();
    assertThat(io.writeTime().orElseThrow()).isPositive();
    assertThat(io.readTime()).isPresent();
    assertThat(io.fsyncTime().orElseThrow()).isPositive();
  }

  /** Waits until the session that created the table has handed in what it counted. */
  private static void awaitRest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Servers.awaitOthers(connection, 0);
      // in one transaction: each of them would be a commit that is counted later
      connection.setAutoCommit(false);
      long last = -1;
      long changedNanos = System.nanoTime();
      while (System.nanoTime() - changedNanos < STILL_NANOS) {
        statement.execute("SELECT pg_stat_clear_snapshot()");
        try (ResultSet row =
            statement.executeQuery(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")) {
          row.next();
          if (row.getLong(1) != last) {
            last = row.getLong(1);
            changedNanos = System.nanoTime();
          }
        }
        LockSupport.parkNanos(10_000_000);
      }
      connection.commit();
    }
  }

  /**
   * A thousand inserts, a count, a delete, a spill to disk and a checkpoint, and one that is taken
   * back.
   */
  private static void work(EmbeddedServer server) throws SQLException {
    try (Connection connection = Servers.dataSource(server).getConnection();
        Statement statement = connection.createStatement()) {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO item VALUES (?, ?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setLong(1, i);
          insert.setString(2, "Ada Examplewright");
          insert.executeUpdate();
        }
      }
      statement.execute("SELECT count(*) FROM item");
      statement.execute("DELETE FROM item WHERE id < 7");
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO item VALUES (-1, 'nobody')");
      connection.rollback();
      statement.execute("SET LOCAL work_mem = '64kB'");
      statement.execute(
          "SELECT count(*) FROM (SELECT i FROM generate_series(1, 200000) i ORDER BY -i) s");
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("CHECKPOINT");
    }
  }
}
