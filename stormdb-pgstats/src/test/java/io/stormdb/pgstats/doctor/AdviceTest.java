package io.stormdb.pgstats.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.Servers;
import io.stormdb.pgstats.StatisticsCollector;
import io.stormdb.pgstats.WaitActivity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class AdviceTest {

  private static final String MANUAL = "https://www.postgresql.org/docs/current/";

  private interface Load {
    void run() throws SQLException;
  }

  private static ServerStatistics collect(
      PGSimpleDataSource source, boolean statements, int looks, Load load) throws SQLException {
    try (StatisticsCollector collector =
        statements
            ? StatisticsCollector.withStatements(source, 3)
            : StatisticsCollector.on(source)) {
      collector.begin();
      load.run();
      for (int i = 0; i < looks; i++) {
        collector.look();
      }
      collector.end();
      return collector.statistics().orElseThrow();
    }
  }

  private static Finding only(ServerStatistics statistics, String id) {
    List<Finding> found =
        Advice.on(statistics).stream().filter(finding -> finding.id().equals(id)).toList();
    assertThat(found).as(Advice.on(statistics).toString()).hasSize(1);
    return found.get(0);
  }

  private static double amount(Finding finding, String name) {
    return finding.evidence().stream()
        .filter(evidence -> evidence.name().equals(name))
        .mapToDouble(evidence -> ((Evidence.Amount) evidence).value())
        .findFirst()
        .orElseThrow();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All at once: a server that is too small for what is done, and set up as none should be. */
  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void isGivenWhereThereIsReason(int version) throws SQLException {
    try (EmbeddedServer server =
        Servers.start(
            version,
            "shared_buffers",
            "1MB",
            "max_wal_size",
            "32MB",
            "min_wal_size",
            "32MB",
            "checkpoint_timeout",
            "1h",
            "checkpoint_completion_target",
            "0.5",
            "work_mem",
            "64kB",
            "fsync",
            "off",
            "full_page_writes",
            "off",
            "synchronous_commit",
            "off",
            "max_connections",
            "12",
            "superuser_reserved_connections",
            "3",
            "max_wal_senders",
            "0",
            "max_parallel_workers_per_gather",
            "0",
            "wal_level",
            "minimal")) {
      Servers.tell(
          server,
          "CREATE TABLE item (id bigint, name text)",
          "CREATE INDEX item_id ON item (id)",
          "CREATE INDEX item_id_again ON item (id)",
          "INSERT INTO item SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i");
      List<Connection> sessions = new ArrayList<>();
      try (Connection control = Servers.dataSource(server).getConnection()) {
        for (int i = 0; i < 7; i++) {
          Connection session = Servers.dataSource(server).getConnection();
          sessions.add(session);
          execute(session, "SET application_name = 'stormdb:0123abcd'");
          session.setAutoCommit(false);
          execute(session, "SELECT 1");
        }
        Servers.awaitOthers(control, 7);
        ServerStatistics statistics =
            collect(
                Servers.dataSource(server),
                true,
                10,
                () ->
                    Servers.tell(
                        server,
                        "UPDATE item SET name = repeat('x', 501)",
                        "UPDATE item SET name = repeat('y', 500)",
                        "UPDATE item SET name = repeat('z', 500)",
                        "DO $$ BEGIN FOR i IN 1..60 LOOP PERFORM count(*) FROM item; END LOOP; END $$",
                        "SELECT count(*) FROM (SELECT name, id FROM item ORDER BY name, id) s"));
        judge(statistics);
      } finally {
        for (Connection session : sessions) {
          session.close();
        }
      }
    }
  }

  private static void judge(ServerStatistics statistics) {
    assertThat(Advice.on(statistics))
        .allSatisfy(finding -> assertThat(finding.reference()).startsWith(MANUAL))
        .extracting(Finding::id)
        // whether they were idle for long enough depends on how fast the machine is
        .filteredOn(id -> !id.equals("long_idle_transaction"))
        .containsExactly(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "autovacuum",
            "checkpoints",
            "hit_ratio",
            "temp_files",
            "connections",
            "idle_in_transaction",
            "duplicate_indexes",
            "seq_scans",
            "unused_indexes",
            "pg_stat_statements");

    Finding fsync = only(statistics, "fsync");
    assertThat(fsync.found()).isEqualTo("fsync is off (command line)");
    assertThat(fsync.level()).isEqualTo(Level.WARNING);
    assertThat(fsync.action()).isEqualTo("set fsync = on, and reload the configuration");
    assertThat(fsync.reference()).isEqualTo(MANUAL + "runtime-config-wal.html#GUC-FSYNC");

    Finding checkpoints = only(statistics, "checkpoints");
    assertThat(checkpoints.found())
        .matches(
            "\\d+ checkpoints were requested and 0 were due; WAL grew by [\\d.]+ [KM]iB a second,"
                + " too fast for a max_wal_size of 32.0 MiB");
    assertThat(amount(checkpoints, "requested"))
        .isEqualTo((double) statistics.checkpoints().find().orElseThrow().requested());
    // an hour of it, and half as much again
    assertThat(amount(checkpoints, "needed_bytes"))
        .isCloseTo(amount(checkpoints, "wal_bytes_per_second") * 3_600 * 1.5, withPercentage(0.01));
    assertThat(amount(checkpoints, "wal_bytes_per_second"))
        .isCloseTo(
            statistics.wal().find().orElseThrow().bytes() / (statistics.window().toNanos() / 1e9),
            withPercentage(0.01));

    Finding hits = only(statistics, "hit_ratio");
    assertThat(hits.found())
        .matches(
            "[\\d.]+% of [\\d,]+ blocks were found in shared buffers; the database has [\\d.]+ MiB,"
                + " shared buffers have 1.0 MiB");
    assertThat(amount(hits, "hit_percent")).isBetween(0.0, 90.0);
    assertThat(hits.action())
        .isEqualTo(
            "raise shared_buffers if the machine has the memory, or state that the data is larger"
                + " than the cache");

    Finding files = only(statistics, "temp_files");
    assertThat(files.found())
        .matches(
            "\\d+ temporary files? took [\\d.]+ MiB, [\\d.]+ [KM]iB each on average; work_mem is 64.0 KiB");

    // the connection of the load may or may not have been seen
    assertThat(only(statistics, "connections").found())
        .matches(
            "(9|10) of the 9 connections that ordinary users can have were taken \\((100.0|111.1)%\\)");
    assertThat(only(statistics, "idle_in_transaction").found())
        .isEqualTo("sessions of the load were idle in a transaction in 100.0% of 70 observations");
    assertThat(only(statistics, "duplicate_indexes").found())
        .matches(
            "1 index is superfluous, [\\d.]+ [KM]iB: public.item_id_again does what item_id does");
    assertThat(only(statistics, "seq_scans").found())
        .matches(
            "public.item of [\\d.]+ MiB was read from end to end 6\\d times, [\\d,]+ rows in all");
    assertThat(amount(only(statistics, "seq_scans"), "rows"))
        .isBetween(64 * 20_000.0, 66 * 20_000.0);
    assertThat(only(statistics, "unused_indexes").found())
        .matches(
            "2 indexes were used by no scan while 60,000 new row versions were written, [\\d.]+ MiB:"
                + " public.item_id(_again)?, public.item_id(_again)?");
    assertThat(only(statistics, "pg_stat_statements").found())
        .isEqualTo(
            "statements cannot be told apart: the extension pg_stat_statements is not in database"
                + " 'postgres'; create it with: CREATE EXTENSION pg_stat_statements");
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void isNotGivenWhereThereIsNone(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version, "autovacuum", "on")) {
      Servers.tell(
          server,
          "CREATE EXTENSION pg_stat_statements",
          "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      ServerStatistics statistics =
          collect(
              Servers.dataSource(server),
              true,
              5,
              () -> {
                Servers.tell(
                    server,
                    "INSERT INTO item SELECT i, 'x' FROM generate_series(1, 20000) i",
                    // asked for by somebody, and not because of the size of the log
                    "CHECKPOINT",
                    "SELECT count(*) FROM item",
                    "SELECT count(*) FROM item");
              });
      assertThat(Advice.on(statistics)).isEmpty();
    }
  }

  @Test
  void nothingIsSaidOfWhatWasNotObserved() throws SQLException {
    try (EmbeddedServer server = Servers.start(17)) {
      ServerStatistics statistics =
          collect(Servers.as(server, "nobody", "wrong"), true, 0, () -> {});
      assertThat(statistics.facts().find()).isEmpty();
      assertThat(Advice.on(statistics)).isEmpty();
    }
  }

  @Test
  void aLoadWithoutStatementsIsNotToldThatTheyAreMissing() throws SQLException {
    try (EmbeddedServer server = Servers.start(17, "autovacuum", "on")) {
      assertThat(Advice.on(collect(Servers.dataSource(server), false, 0, () -> {}))).isEmpty();
    }
  }

  @Test
  void nobodyIsAdvisedToMendThatStatementsWereReset() throws SQLException {
    try (EmbeddedServer server = Servers.start(17, "autovacuum", "on")) {
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements");
      ServerStatistics statistics =
          collect(
              Servers.dataSource(server),
              true,
              0,
              () -> Servers.tell(server, "SELECT pg_stat_statements_reset()"));
      assertThat(statistics.statements().orElseThrow().whyMissing()).hasValue(Observed.RESET);
      assertThat(Advice.on(statistics)).isEmpty();
    }
  }

  @Test
  void waitsForTheDiskGiveReasonToTakeTheTimeOfThem() throws SQLException {
    try (EmbeddedServer server = Servers.start(17, "autovacuum", "on", "track_io_timing", "off");
        EmbeddedServer timed = Servers.start(17, "autovacuum", "on", "track_io_timing", "on")) {
      ServerStatistics off = collect(Servers.dataSource(server), false, 0, () -> {});
      ServerStatistics on = collect(Servers.dataSource(timed), false, 0, () -> {});
      assertThat(only(withWaits(off, "DataFileRead", 30, 70), "io_timing").found())
          .isEqualTo(
              "sessions waited for data files in 30.0% of the 100 observations in which they"
                  + " had work; track_io_timing is off");
      assertThat(Advice.on(withWaits(off, "DataFileRead", 25, 75))).isEmpty();
      // too few to tell
      assertThat(Advice.on(withWaits(off, "DataFileRead", 20, 10))).isEmpty();
      assertThat(Advice.on(withWaits(on, "DataFileRead", 30, 70))).isEmpty();
    }
  }

  @Test
  void waitsForTheLogAreTimedByASettingOfTheirOwn() throws SQLException {
    try (EmbeddedServer server = Servers.start(17, "autovacuum", "on", "track_io_timing", "off");
        EmbeddedServer timed = Servers.start(17, "autovacuum", "on", "track_wal_io_timing", "on");
        EmbeddedServer old = Servers.start(13, "autovacuum", "on", "track_io_timing", "off")) {
      ServerStatistics off = collect(Servers.dataSource(server), false, 0, () -> {});
      ServerStatistics on = collect(Servers.dataSource(timed), false, 0, () -> {});
      ServerStatistics before = collect(Servers.dataSource(old), false, 0, () -> {});
      // as they are named until 16 and since 17
      for (String event : List.of("WALSync", "WalSync", "WALWrite", "WalWrite")) {
        Finding finding = only(withWaits(off, event, 30, 70), "wal_io_timing");
        assertThat(finding.found())
            .isEqualTo(
                "sessions waited for the files of the write-ahead log in 30.0% of the 100"
                    + " observations in which they had work; track_wal_io_timing is off");
        assertThat(finding.reference()).endsWith("#GUC-TRACK-WAL-IO-TIMING");
        assertThat(Advice.on(withWaits(on, event, 30, 70))).isEmpty();
        // such a server cannot take the time
        assertThat(Advice.on(withWaits(before, event, 30, 70))).isEmpty();
      }
    }
  }

  private static ServerStatistics withWaits(
      ServerStatistics of, String event, long disk, long running) {
    return new ServerStatistics(
        of.window(),
        of.database(),
        of.blocks(),
        of.wal(),
        of.checkpoints(),
        of.connections(),
        of.cache(),
        new Observed.Seen<>(
            new WaitActivity(
                100,
                0,
                Duration.ofMillis(5),
                List.of(
                    new WaitActivity.State("idle", "Client", "ClientRead", 500),
                    new WaitActivity.State("active", "IO", event, disk),
                    new WaitActivity.State("active", "", "", running)))),
        of.activity(),
        of.facts(),
        of.statements(),
        of.io(),
        of.slru(),
        of.archiver(),
        of.replication(),
        of.timeline(),
        of.processors());
  }
}
