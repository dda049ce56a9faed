package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {13, 17})
  void aServerThatCrashedAndCameBackCountsAnew(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version);
        StatisticsCollector collector = StatisticsCollector.on(Servers.dataSource(server))) {
      collector.begin();
      server.crash();
      server.restart();
      collector.end();
      ServerStatistics statistics = collector.statistics().orElseThrow();
      assertThat(statistics)
          .isEqualTo(ServerStatistics.missing(statistics.window(), "reset during the run", false));
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
