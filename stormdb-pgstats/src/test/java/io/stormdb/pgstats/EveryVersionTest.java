package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A known amount of work on each version of PostgreSQL. */
class EveryVersionTest {

  private static final int ROWS = 1_000;

  /** The inserts, the delete, the sort and the checkpoint. */
  private static final long COMMITS = ROWS + 3L;

  /** Those that look at statistics commit too, and every connection does when it is opened. */
  private static final long OTHER_COMMITS = 30;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void countsTheWorkThatWasDone(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector =
            StatisticsCollector.withStatements(Servers.dataSource(server), 3)) {
      Servers.tell(
          server,
          "CREATE EXTENSION pg_stat_statements",
          "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      awaitRest(server);
      collector.connect();
      collector.begin();
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
      wal.records().ifPresent(records -> assertThat(records).isGreaterThan(2L * ROWS));

      CheckpointActivity checkpoints = statistics.checkpoints().find().orElseThrow();
      assertThat(checkpoints.requested()).isEqualTo(1);
      assertThat(checkpoints.buffersWritten()).isPositive();
      assertThat(checkpoints.buffersByBackends().isPresent()).isEqualTo(version < 17);

      ConnectionUse connections = statistics.connections().find().orElseThrow();
      assertThat(connections).isEqualTo(new ConnectionUse(1, 1, 30, 3));

      CacheState cache = statistics.cache().find().orElseThrow();
      assertThat(cache.sharedBuffersBytes()).isEqualTo(32L << 20);
      assertThat(cache.databaseBytes()).isBetween(1L << 20, 100L << 20);

      StatementActivity statements = statistics.statements().orElseThrow().find().orElseThrow();
      assertThat(statements.warnings()).isEmpty();
      assertThat(statements.top()).hasSize(3);
      assertThat(statements.distinct()).isBetween(5, 15);
      assertThat(statements.top())
          .isSortedAccordingTo((a, b) -> b.totalTime().compareTo(a.totalTime()));
      assertThat(statements.totalTime())
          .isGreaterThanOrEqualTo(statements.top().get(0).totalTime());
      StatementActivity.Entry insert =
          statements.top().stream()
              .filter(entry -> entry.text().orElse("").startsWith("INSERT INTO item"))
              .findFirst()
              .orElseThrow();
      assertThat(insert.text()).hasValue("INSERT INTO item VALUES ($1, $2)");
      assertThat(insert.calls()).isEqualTo(ROWS);
      assertThat(insert.rows()).isEqualTo(ROWS);
      assertThat(insert.meanTime()).isEqualTo(insert.totalTime().dividedBy(ROWS)).isPositive();
      assertThat(insert.blocksHit()).isGreaterThan(ROWS);
      assertThat(insert.walBytes().isPresent()).isEqualTo(version >= 13);
      insert.walBytes().ifPresent(bytes -> assertThat(bytes).isBetween(100L * ROWS, wal.bytes()));
    }
  }

  /** Waits until the session that created the table has handed in what it counted. */
  private static void awaitRest(EmbeddedServer server) {
    try (StatisticsCollector earlier = StatisticsCollector.on(Servers.dataSource(server))) {
      earlier.begin();
      earlier.end();
    }
  }

  /** A thousand inserts, a delete, a spill to disk and a checkpoint, and one that is taken back. */
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
