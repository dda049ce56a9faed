package io.stormdb.pgstats;

import static io.stormdb.pgstats.Servers.await;
import static io.stormdb.pgstats.Servers.execute;
import static io.stormdb.pgstats.Servers.later;
import static io.stormdb.pgstats.Servers.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.MaintenanceActivity.Task;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Long commands that are held up so that they are at work when the server is looked at. */
class ProgressTest {

  private static final String AT_WORK =
      """
      SELECT (SELECT count(*) = 1 FROM pg_stat_progress_create_index
               WHERE phase LIKE 'waiting for writers%')
         AND (SELECT count(*) = 1 FROM pg_stat_progress_vacuum WHERE heap_blks_scanned > 0)
      """;

  private static final String AND_ANALYZE =
      " AND (SELECT count(*) = 1 FROM pg_stat_progress_analyze WHERE sample_blks_scanned > 0)";

  private static final String AND_COPY =
      " AND (SELECT count(*) = 1 FROM pg_stat_progress_copy WHERE bytes_processed > 0)";

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void ofLongCommandsIsSeen(int version) throws Exception {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection writer = session(server, "writer");
        Connection indexing = session(server, "indexing");
        Connection vacuuming = session(server, "vacuuming");
        Connection analyzing = session(server, "analyzing");
        Connection copying = session(server, "copying");
        Connection control = session(server, "control")) {
      execute(control, "CREATE TABLE item (id int, name text)");
      execute(control, "CREATE TABLE note (id int)");
      execute(
          control,
          "CREATE TABLE swept AS SELECT i, repeat('x', 900) FROM generate_series(1, 9000) i");
      execute(control, "DELETE FROM swept");
      execute(
          control,
          "CREATE TABLE known AS SELECT i, repeat('x', 900) FROM generate_series(1, 9000) i");

      // waits for this transaction
      writer.setAutoCommit(false);
      execute(writer, "INSERT INTO item VALUES (1, 'one')");
      CompletableFuture<Void> index =
          later(indexing, "CREATE INDEX CONCURRENTLY item_name ON item (name)");
      // sleep after each page
      execute(vacuuming, "SET vacuum_cost_delay = 100");
      execute(vacuuming, "SET vacuum_cost_limit = 1");
      CompletableFuture<Void> vacuum = later(vacuuming, "VACUUM swept");
      execute(analyzing, "SET vacuum_cost_delay = 100");
      execute(analyzing, "SET vacuum_cost_limit = 1");
      CompletableFuture<Void> analyze = later(analyzing, "ANALYZE known");
      // waits for the client
      CopyIn copy = copying.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY note FROM STDIN");
      byte[] rows = "1\n2\n3\n".getBytes(StandardCharsets.US_ASCII);
      copy.writeToCopy(rows, 0, rows.length);
      copy.flushCopy();

      await(
          control, AT_WORK + (version >= 13 ? AND_ANALYZE : "") + (version >= 14 ? AND_COPY : ""));
      collector.begin();
      collector.look();
      // the index waits for whatever else has a snapshot too
      for (Connection slow : List.of(vacuuming, analyzing)) {
        slow.unwrap(PGConnection.class).cancelQuery();
      }
      assertThat(vacuum.exceptionally(cancelled -> null).join()).isNull();
      assertThat(analyze.exceptionally(cancelled -> null).join()).isNull();
      copy.cancelCopy();
      writer.rollback();
      index.join();
      collector.end();

      List<Task> tasks =
          collector
              .statistics()
              .orElseThrow()
              .activity()
              .maintenance()
              .find()
              .orElseThrow()
              .tasks();
      assertThat(tasks).hasSize(version >= 14 ? 4 : version >= 13 ? 3 : 2);
      Task create = task(tasks, "public.item");
      assertThat(create.command()).isEqualTo("CREATE INDEX CONCURRENTLY");
      assertThat(create.phase()).startsWith("waiting for writers");
      Task sweep = task(tasks, "public.swept");
      assertThat(sweep.command()).isEqualTo("VACUUM");
      assertThat(sweep.phase()).isEqualTo("scanning heap");
      assertThat(sweep.doneShare().orElseThrow()).isBetween(0.0, 1.0);
      assertThat(sweep.isAutomatic()).isFalse();
      if (version >= 13) {
        Task sample = task(tasks, "public.known");
        assertThat(sample.command()).isEqualTo("ANALYZE");
        assertThat(sample.phase()).isEqualTo("acquiring sample rows");
        assertThat(sample.doneShare().orElseThrow()).isBetween(0.0, 1.0);
      }
      if (version >= 14) {
        Task take = task(tasks, "public.note");
        assertThat(take.command()).isEqualTo("COPY FROM");
        assertThat(take.phase()).isEqualTo("through a pipe");
        assertThat(take.doneShare()).isEmpty();
      }
    }
  }

  private static Task task(List<Task> tasks, String table) {
    return tasks.stream()
        .filter(task -> task.table().equals(Optional.of(table)))
        .findFirst()
        .orElseThrow();
  }
}
