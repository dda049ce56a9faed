package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database in which nothing had been counted when a run began. */
class FreshDatabaseTest {

  /** So old may numbers be that a server before 15 shows; it takes its time after half a second. */
  private static final String IS_NEW =
      """
      SELECT current_setting('server_version_num')::int >= 150000
             OR coalesce(pg_stat_get_snapshot_timestamp()
                         > clock_timestamp() - interval '50 milliseconds', false)
        FROM pg_stat_clear_snapshot()
      """;

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 18})
  void isCountedFromItsBeginning(int version) throws SQLException {
    try (EmbeddedServer server = Servers.start(version);
        Connection control = Servers.dataSource(server).getConnection()) {
      Servers.tell(server, "CREATE DATABASE fresh");
      PGSimpleDataSource fresh = Servers.dataSource(server);
      fresh.setDatabaseName("fresh");
      try (StatisticsCollector collector = StatisticsCollector.on(fresh)) {
        // from now on, a server before 15 shows for half a second that nothing was counted
        Servers.await(control, IS_NEW);
        collector.begin();
        work(fresh);
        collector.end();
        ServerStatistics statistics = collector.statistics().orElseThrow();

        DatabaseActivity database = statistics.database().find().orElseThrow();
        assertThat(database.tuplesInserted()).isBetween(1_000L, 1_200L);
        // before 15, those of the first look are among them if it is counted a moment later
        assertThat(database.commits()).isBetween(2L, 80L);
        assertThat(statistics.blocks().find().orElseThrow().tableHit()).isPositive();
        assertThat(
                statistics.activity().relations().find().orElseThrow().tables().stream()
                    .map(table -> table.name() + " " + table.changes().inserted()))
            .containsExactly("public.item 1000");
        assertThat(statistics.timeline().find().orElseThrow().stretches())
            .allSatisfy(stretch -> assertThat(stretch.gaps()).isEmpty());
      }
    }
  }

  private static void work(PGSimpleDataSource fresh) throws SQLException {
    try (Connection connection = fresh.getConnection()) {
      Servers.execute(connection, "CREATE TABLE item (id int)");
      Servers.execute(connection, "INSERT INTO item SELECT generate_series(1, 1000)");
    }
  }

  @Nested
  class Numbers {

    private static Counters counters(String epoch, long value) {
      return new Counters(epoch, Map.of("commits", BigDecimal.valueOf(value)));
    }

    @Test
    void thatBeginAreNotReset() {
      assertThat(counters("today", 5).since(counters(Counters.NOT_BEGUN, 0)))
          .hasValue(counters("today", 5));
    }

    @Test
    void thatHadBegunAre() {
      assertThat(counters("today", 5).since(counters("yesterday", 0))).isEmpty();
      assertThat(counters("today", 5).since(counters("", 0))).isEmpty();
      // that would be a server that has counted before it began
      assertThat(counters("today", 5).since(counters(Counters.NOT_BEGUN, 1))).isEmpty();
    }
  }
}
