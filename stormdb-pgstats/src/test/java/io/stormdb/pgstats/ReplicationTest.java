package io.stormdb.pgstats;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.embedded.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a server: to a standby, to a slot, and to an archive. */
class ReplicationTest {

  private static final String INSERT = "INSERT INTO item SELECT generate_series(1, 10000)";

  /** Ten thousand rows, each with a header of the record and of the row. */
  private static final long LEAST_BYTES = 500_000;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void showsHowFarAStandbyAndASlotAreBehind(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version)) {
      Servers.tell(server, "CREATE TABLE item (id int)");
      try (EmbeddedServer standby = server.standby();
          StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
          Connection control = Servers.dataSource(server).getConnection();
          Connection there = Servers.dataSource(standby).getConnection()) {
        execute(control, "SELECT pg_create_physical_replication_slot('kept', true)");
        await(control, everywhere("replay_lsn"));
        collector.begin();
        execute(there, "SELECT pg_wal_replay_pause()");
        execute(control, INSERT);
        await(control, everywhere("flush_lsn"));
        collector.sample();
        execute(there, "SELECT pg_wal_replay_resume()");
        await(control, everywhere("replay_lsn"));
        collector.sample();
        collector.end();

        ServerStatistics statistics = collector.statistics().orElseThrow();
        ReplicationState state = statistics.replication().find().orElseThrow();
        assertThat(state.standbys()).isEqualTo(1);
        assertThat(state.lagBytes().orElseThrow()).isBetween(0L, LEAST_BYTES / 2);
        assertThat(state.slots()).isEqualTo(1);
        assertThat(state.inactiveSlots()).isEqualTo(1);
        assertThat(state.retainedBytes().orElseThrow()).isBetween(LEAST_BYTES, 50 * LEAST_BYTES);
        List<Stretch> stretches = statistics.timeline().find().orElseThrow().stretches();
        assertThat(stretches.get(0).figures().of(ServerMetric.REPLICATION_LAG_BYTES).orElseThrow())
            .isBetween((double) LEAST_BYTES, 50.0 * LEAST_BYTES);
        assertThat(stretches.get(1).figures().of(ServerMetric.REPLICATION_LAG_BYTES).orElseThrow())
            .isBetween(0.0, LEAST_BYTES / 2.0);
      }
    }
  }

  private static String everywhere(String position) {
    return "SELECT coalesce(bool_and(%s >= pg_current_wal_flush_lsn()), false) FROM pg_stat_replication"
        .formatted(position);
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void countsWhomAStandbyHadToCancel(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version, "max_standby_streaming_delay", "0")) {
      Servers.tell(server, "CREATE TABLE item (id int)", INSERT);
      try (EmbeddedServer standby = server.standby();
          StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(standby));
          Connection control = Servers.dataSource(standby).getConnection()) {
        collector.begin();
        // closed before it is looked: from 15 on, a session keeps what it has counted as long as it
        // is in a transaction, also in one that has failed
        try (Connection reader = Servers.dataSource(standby).getConnection()) {
          reader.setAutoCommit(false);
          reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          execute(reader, "SELECT count(*) FROM item");
          Servers.tell(server, "DELETE FROM item", "VACUUM item");
          // whoever looks before that can be in the way too, and be cancelled in place of the
          // reader
          awaitCancellation(reader);
        }
        await(
            control,
            "SELECT conflicts = 1 FROM pg_stat_database WHERE datname = current_database()");
        collector.sample();
        collector.end();
        ServerStatistics statistics = collector.statistics().orElseThrow();
        assertThat(statistics.database().find().orElseThrow().conflicts()).isEqualTo(1);
        assertThat(
                statistics.timeline().find().orElseThrow().stretches().stream()
                    .mapToDouble(one -> one.figures().of(ServerMetric.CONFLICTS).orElse(Double.NaN))
                    .sum())
            .isEqualTo(1);
      }
    }
  }

  private static void awaitCancellation(Connection reader) {
    assertThatThrownBy(() -> await(reader, "SELECT false"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("due to conflict with recovery");
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void countsFilesOfTheLogThatWereArchivedAndThatWereNot(int version, @TempDir Path folder)
      throws Exception {
    // the server may run as somebody else
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path open = folder.resolve("open");
    try (EmbeddedServer server =
            Servers.start(version, "archive_mode", "on", "archive_command", "test -e " + open);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection control = Servers.dataSource(server).getConnection()) {
      collector.begin();
      execute(control, "CREATE TABLE item (id int)");
      execute(control, "SELECT pg_switch_wal()");
      await(control, "SELECT failed_count >= 1 FROM pg_stat_archiver");
      Files.createFile(open);
      // after three attempts it waits until there is another file
      execute(control, INSERT);
      execute(control, "SELECT pg_switch_wal()");
      await(control, "SELECT archived_count = 2 FROM pg_stat_archiver");
      collector.end();
      ArchiverActivity archiver =
          collector.statistics().orElseThrow().archiver().find().orElseThrow();
      assertThat(archiver.archived()).isEqualTo(2);
      assertThat(archiver.failed()).isBetween(1L, 3L);
    }
  }
}
