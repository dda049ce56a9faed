package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {

  /** What a server counts, from which version on; the position in its log is not among that. */
  private static final Map<String, Integer> LOST =
      Map.of(
          "database", 12,
          "blocks", 12,
          "checkpoints", 12,
          "relations", 12,
          "statements", 12,
          "slru", 13,
          "io", 16,
          "archiver", 12);

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void aCrashTakesCountersAlongAndNothingElse(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector =
            StatisticsCollector.withStatements(Servers.dataSource(server), 5)) {
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE item (id int)");
      try (Connection control = Servers.dataSource(server).getConnection()) {
        Servers.awaitOthers(control, 0);
        collector.begin();
      }
      collector.look();
      double before = position(server);
      Servers.tell(server, "INSERT INTO item SELECT generate_series(1, 1000)");
      server.crash();
      server.restart();
      Servers.tell(server, "INSERT INTO item SELECT generate_series(1, 1000)");
      double bytes = position(server) - before;
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();

      List<String> lost = new ArrayList<>();
      statistics
          .parts()
          .forEach(
              (name, part) -> {
                if (part.whyMissing().equals(Optional.of("reset during the run"))) {
                  lost.add(name);
                }
              });
      assertThat(lost)
          .containsExactlyInAnyOrderElementsOf(
              LOST.entrySet().stream()
                  .filter(part -> version >= part.getValue())
                  .map(Map.Entry::getKey)
                  .toList());
      // the log goes on where it was
      WalActivity wal = statistics.wal().find().orElseThrow();
      assertThat((double) wal.bytes()).isBetween(bytes, bytes + 1_000_000);
      assertThat(wal.records()).isEmpty();
      assertThat(statistics.connections().find()).hasValue(new ConnectionUse(2, 1, 30, 3, 3));
      assertThat(statistics.facts().find().orElseThrow().majorVersion()).isEqualTo(version);
      assertThat(statistics.activity().sessions().find().orElseThrow().looks()).isEqualTo(1);
    }
  }

  private static double position(EmbeddedServer server) throws SQLException {
    try (Connection connection = Servers.dataSource(server).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) {
      row.next();
      return row.getDouble(1);
    }
  }

  /** It loses what it had not written to the disk yet, which is never less than nothing. */
  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 18})
  void aLogThatLostItsEndIsAGapAndNoNegativeNumber(int version) throws SQLException {
    try (EmbeddedServer server =
            Servers.start(
                version,
                "wal_buffers",
                "16MB",
                "wal_writer_delay",
                "10s",
                "shared_buffers",
                "64MB");
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server));
        Connection other = Servers.dataSource(server).getConnection()) {
      Servers.execute(other, "CREATE TABLE item (id int)");
      collector.begin();
      other.setAutoCommit(false);
      Servers.execute(other, "INSERT INTO item SELECT generate_series(1, 50000)");
      collector.sample();
      double before = position(server);
      server.crash();
      server.restart();
      double after = position(server);
      collector.sample();
      collector.sample();
      collector.end();

      List<Stretch> stretches =
          collector.statistics().orElseThrow().timeline().find().orElseThrow().stretches();
      assertThat(stretches.get(1).gaps().containsKey("pg_current_wal_insert_lsn"))
          .isEqualTo(after < before);
      assertThat(stretches)
          .allSatisfy(
              stretch ->
                  stretch
                      .figures()
                      .of(ServerMetric.WAL_BYTES)
                      .ifPresent(bytes -> assertThat(bytes).isNotNegative()));
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 18})
  void aResetOfOneKindIsNoCrash(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      Servers.tell(server, "CREATE TABLE item (id int)");
      collector.begin();
      Servers.tell(
          server,
          "SELECT pg_stat_reset_shared('archiver')",
          "INSERT INTO item SELECT generate_series(1, 1000)");
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();
      assertThat(statistics.archiver().whyMissing()).hasValue("reset during the run");
      assertThat(statistics.database().find().orElseThrow().tuplesInserted())
          .isBetween(1_000L, 1_050L);
    }
  }

  @Test
  void aServerThatIsGoneIsTheReasonForEverything() throws SQLException {
    try (EmbeddedServer server = Servers.start(17, "shared_preload_libraries", "");
        StatisticsCollector collector =
            StatisticsCollector.withStatements(Servers.dataSource(server), 1)) {
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements");
      collector.begin();
      collector.end();
      assertThat(collector.statistics().orElseThrow().statements().orElseThrow().whyMissing())
          .hasValue(
              "pg_stat_statements is not preloaded; add pg_stat_statements to"
                  + " shared_preload_libraries and restart the server");

      Servers.tell(server, "DROP EXTENSION pg_stat_statements");
      collector.begin();
      collector.end();
      assertThat(collector.statistics().orElseThrow().statements().orElseThrow().whyMissing())
          .hasValue(
              "the extension pg_stat_statements is not in database 'postgres'; add"
                  + " pg_stat_statements to shared_preload_libraries and restart the server, then"
                  + " create it with: CREATE EXTENSION pg_stat_statements");

      collector.begin();
      server.crash();
      collector.end();
      assertThat(collector.statistics().orElseThrow().database().whyMissing().orElseThrow())
          .startsWith("the connection for statistics was lost: Connection to 127.0.0.1:");
    }
  }
}
