package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load with more different statements than the server keeps. */
class OverflowTest {

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void isWarnedOf(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version, "pg_stat_statements.max", "100");
        StatisticsCollector collector =
            StatisticsCollector.withStatements(Servers.dataSource(server), 5)) {
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements");
      collector.begin();
      String[] different = new String[150];
      for (int i = 0; i < different.length; i++) {
        different[i] = "SELECT 1" + ", 1".repeat(i);
      }
      Servers.tell(server, different);
      collector.end();
      assertThat(
              collector
                  .statistics()
                  .orElseThrow()
                  .statements()
                  .orElseThrow()
                  .find()
                  .orElseThrow()
                  .warnings())
          .singleElement()
          .asString()
          .matches(
              version >= 14
                  ? "pg_stat_statements was full and dropped statements \\d+ times?, so some may be"
                      + " missing; raise pg_stat_statements.max, now 100"
                  : "(\\d+ statements? of before the run (is|are) gone: pg_stat_statements was"
                      + " reset, or was full; pg_stat_statements.max is 100"
                      + "|pg_stat_statements keeps \\d+ statements and is full at 100, so some of"
                      + " the run may have been dropped; raise pg_stat_statements.max)");
    }
  }
}
