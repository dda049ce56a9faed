package io.stormdb.pgstats.doctor;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static io.stormdb.pgstats.Servers.later;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.Servers;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Real servers that do something else when they are examined, or let a user do little. */
class BusyServerTest {

  private static String found(Examination examination, String id) {
    return examination.findings().stream()
        .filter(finding -> finding.id().equals(id))
        .map(finding -> finding.level() + " " + finding.found())
        .reduce((one, other) -> one + "\n" + other)
        .orElse("nothing");
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 15, 18})
  void aSlowCheckpointAndASlowVacuumAreNoticed(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        Connection backup = Servers.dataSource(server).getConnection();
        Connection vacuuming = Servers.dataSource(server).getConnection();
        Connection control = Servers.dataSource(server).getConnection()) {
      execute(
          control,
          "CREATE TABLE item AS SELECT i, repeat('x', 900) FROM generate_series(1, 9000) i");
      execute(control, "DELETE FROM item");
      // a checkpoint that has five minutes, as those have that are due
      CompletableFuture<Void> checkpoint =
          later(
              backup,
              version >= 15
                  ? "SELECT pg_backup_start('slow', false)"
                  : "SELECT pg_start_backup('slow', false, false)");
      execute(vacuuming, "SET vacuum_cost_delay = 100");
      execute(vacuuming, "SET vacuum_cost_limit = 1");
      CompletableFuture<Void> vacuum = later(vacuuming, "VACUUM item");
      await(
          control, "SELECT count(*) = 1 FROM pg_stat_progress_vacuum WHERE heap_blks_scanned > 0");
      await(
          control,
          "SELECT wait_event IS DISTINCT FROM 'CheckpointerMain' FROM pg_stat_activity"
              + " WHERE backend_type = 'checkpointer'");
      Examination examination = Doctor.examine(Servers.dataSource(server));
      assertThat(found(examination, "checkpoint")).isEqualTo("NOTE a checkpoint is running");
      assertThat(found(examination, "vacuum"))
          .isEqualTo("NOTE 1 process is vacuuming or analyzing");
      assertThat(found(examination, "other_load")).startsWith("WARNING 2 other sessions run ");
      vacuuming.unwrap(PGConnection.class).cancelQuery();
      assertThat(vacuum.exceptionally(cancelled -> null).join()).isNull();
      // which makes the other one hurry
      execute(control, "CHECKPOINT");
      checkpoint.join();
      // it is said to be done a little before the process that did it rests again
      await(
          control,
          "SELECT wait_event = 'CheckpointerMain' FROM pg_stat_activity"
              + " WHERE backend_type = 'checkpointer'");
      assertThat(found(Doctor.examine(Servers.dataSource(server)), "checkpoint"))
          .isEqualTo("OK no checkpoint is running");
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 18})
  void aUserWhoMayDoLittleIsToldWhatThatIs(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        Connection control = Servers.dataSource(server).getConnection();
        Connection other = Servers.dataSource(server).getConnection()) {
      Servers.tell(
          server,
          "CREATE ROLE ada LOGIN PASSWORD 'example'",
          "CREATE SCHEMA of_ada AUTHORIZATION ada",
          "ALTER DATABASE postgres CONNECTION LIMIT 7");
      Servers.awaitOthers(control, 1);
      CompletableFuture<Void> work = later(other, "SELECT pg_sleep(3600)");
      Examination examination = Doctor.examine(Servers.as(server, "ada", "example"), 10);
      assertThat(found(examination, "create_schema"))
          .isEqualTo(
              "NOTE user 'ada' may not create schemas in database 'postgres', and owns 1 there");
      assertThat(found(examination, "connections"))
          .isEqualTo(
              "PROBLEM 5 connections are free for user 'ada' (2 of 30 are taken), the run needs 12");
      assertThat(found(examination, "other_load"))
          .contains("no other session runs statements, of 2 it cannot be seen; WAL grows by ");
      other.unwrap(PGConnection.class).cancelQuery();
      assertThat(work.exceptionally(cancelled -> null).join()).isNull();
    }
  }
}
