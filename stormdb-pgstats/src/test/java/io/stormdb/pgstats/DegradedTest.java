package io.stormdb.pgstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.embedded.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is said when something cannot be had, and that the rest is there all the same. */
class DegradedTest {

  private static EmbeddedServer server;

  @BeforeAll
  static void start() throws SQLException {
    server = Servers.start(17);
    Servers.tell(server, "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
    Servers.tell(server, "CREATE ROLE ada LOGIN PASSWORD 'example'", "GRANT ALL ON item TO ada");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private interface Action {
    void run() throws SQLException;
  }

  private static ServerStatistics collect(PGSimpleDataSource source, Action between)
      throws SQLException {
    try (StatisticsCollector collector = StatisticsCollector.withStatements(source, 5)) {
      collector.begin();
      between.run();
      collector.end();
      return collector.statistics().orElseThrow();
    }
  }

  private static PGSimpleDataSource superuser() {
    return Servers.dataSource(server);
  }

  private static PGSimpleDataSource ada() {
    return Servers.as(server, "ada", "example");
  }

  private static void asAda(String sql) throws SQLException {
    try (Connection connection = ada().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String whyNoStatements(ServerStatistics statistics) {
    return statistics.statements().orElseThrow().whyMissing().orElseThrow();
  }

  @Nested
  class Statements {

    @BeforeEach
    void create() throws SQLException {
      Servers.tell(server, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    @AfterEach
    void drop() throws SQLException {
      Servers.tell(server, "DROP EXTENSION IF EXISTS pg_stat_statements");
    }

    @Test
    void needTheExtension() throws SQLException {
      drop();
      ServerStatistics statistics = collect(superuser(), () -> {});
      assertThat(whyNoStatements(statistics))
          .isEqualTo(
              "the extension pg_stat_statements is not in database 'postgres'; create it with:"
                  + " CREATE EXTENSION pg_stat_statements");
      assertThat(statistics.database().find()).isPresent();
    }

    @Test
    void needAVersionWithTheColumnsThatAreRead() throws SQLException {
      drop();
      Servers.tell(server, "CREATE EXTENSION pg_stat_statements VERSION '1.4'");
      Servers.tell(server, "ALTER EXTENSION pg_stat_statements UPDATE TO '1.6'");
      assertThat(whyNoStatements(collect(superuser(), () -> {})))
          .isEqualTo(
              "pg_stat_statements 1.6 is too old; update it with: ALTER EXTENSION"
                  + " pg_stat_statements UPDATE");
    }

    @Test
    void areReadByTheVersionOfTheExtensionNotOfTheServer() throws SQLException {
      drop();
      Servers.tell(
          server,
          "CREATE SCHEMA IF NOT EXISTS \"Odd One\"",
          "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd One\" VERSION '1.4'",
          "ALTER EXTENSION pg_stat_statements UPDATE TO '1.7'");
      ServerStatistics statistics =
          collect(superuser(), () -> Servers.tell(server, "SELECT count(*) FROM item"));
      assertThat(statistics.statements().orElseThrow().find().orElseThrow().top())
          .anySatisfy(
              entry -> {
                assertThat(entry.text()).hasValue("SELECT count(*) FROM item");
                assertThat(entry.calls()).isEqualTo(1);
                assertThat(entry.wal()).isEmpty();
              });
    }

    @Test
    void areNeverThoseOfTheStatistics() throws SQLException {
      ServerStatistics statistics =
          collect(superuser(), () -> Servers.tell(server, "SELECT count(*) FROM item"));
      assertThat(statistics.statements().orElseThrow().find().orElseThrow().top())
          .extracting(entry -> entry.text().orElse(""))
          // the driver's, when a connection is opened for the other one
          .filteredOn(text -> !text.startsWith("SET application_name"))
          .containsExactly("SELECT count(*) FROM item");
    }

    @Test
    void needThePrivilegeToReadThem() throws SQLException {
      Servers.tell(server, "REVOKE EXECUTE ON FUNCTION pg_stat_statements(boolean) FROM PUBLIC");
      ServerStatistics statistics = collect(ada(), () -> {});
      assertThat(whyNoStatements(statistics))
          .isEqualTo(
              "user 'ada' may not read pg_stat_statements (ERROR: permission denied for function"
                  + " pg_stat_statements); let a superuser run: GRANT EXECUTE ON FUNCTION"
                  + " pg_stat_statements TO ada");
      assertThat(statistics.database().find()).isPresent();
      assertThat(statistics.wal().find()).isPresent();
    }

    @Test
    void areThoseOfTheUserWhoAsks() throws SQLException {
      ServerStatistics statistics =
          collect(
              ada(),
              () -> {
                Servers.tell(server, "SELECT count(*) AS of_another FROM item");
                asAda("SELECT count(*) AS of_ada FROM item");
              });
      assertThat(statistics.statements().orElseThrow().find().orElseThrow().top())
          .extracting(entry -> entry.text().orElseThrow())
          .contains("SELECT count(*) AS of_ada FROM item")
          .noneMatch(text -> text.contains("of_another"));
    }

    @Test
    void areMissingWhenTheyWereReset() throws SQLException {
      ServerStatistics statistics =
          collect(superuser(), () -> Servers.tell(server, "SELECT pg_stat_statements_reset()"));
      assertThat(whyNoStatements(statistics)).isEqualTo("reset during the run");
      assertThat(statistics.database().find()).isPresent();
    }
  }

  @Nested
  class Counting {

    @Test
    void thatStartedAnewIsNeverShownAsADifference() throws SQLException {
      ServerStatistics statistics =
          collect(superuser(), () -> Servers.tell(server, "SELECT pg_stat_reset()"));
      assertThat(statistics.database().whyMissing()).hasValue("reset during the run");
      assertThat(statistics.blocks().whyMissing()).hasValue("reset during the run");
      assertThat(statistics.wal().find()).isPresent();
      assertThat(statistics.checkpoints().find()).isPresent();
    }

    @Test
    void startsAnewForEachViewAlone() throws SQLException {
      ServerStatistics statistics =
          collect(
              superuser(),
              () ->
                  Servers.tell(
                      server,
                      "SELECT pg_stat_reset_shared('wal')",
                      "SELECT pg_stat_reset_shared('checkpointer')"));
      assertThat(statistics.wal().whyMissing()).hasValue("reset during the run");
      assertThat(statistics.checkpoints().whyMissing()).hasValue("reset during the run");
      assertThat(statistics.database().find()).isPresent();
    }

    @Test
    void thatIsSwitchedOffIsNotShownAsNothing() throws SQLException {
      PGSimpleDataSource source = superuser();
      source.setOptions("-c track_counts=off");
      ServerStatistics statistics = collect(source, () -> {});
      String reason = "track_counts is off, so the server counts nothing; set track_counts = on";
      assertThat(statistics.database().whyMissing()).hasValue(reason);
      assertThat(statistics.blocks().whyMissing()).hasValue(reason);
      assertThat(statistics.wal().find()).isPresent();
    }

    @Test
    void ofBlockTimesIsUnknownUnlessTheServerTakesThem() throws SQLException {
      PGSimpleDataSource source = superuser();
      source.setOptions("-c track_io_timing=off");
      DatabaseActivity database = collect(source, () -> {}).database().find().orElseThrow();
      assertThat(database.blockReadTime()).isEmpty();
      assertThat(database.blockWriteTime()).isEmpty();
    }
  }

  @Nested
  class APrivilege {

    @AfterEach
    void giveBack() throws SQLException {
      Servers.tell(
          server, "GRANT SELECT ON pg_stat_wal, pg_stat_archiver, pg_stat_activity TO PUBLIC");
    }

    @Test
    void ofTheViewThatTellsACrashIsNotNeededForTheOthers() throws SQLException {
      Servers.tell(server, "REVOKE SELECT ON pg_stat_archiver FROM PUBLIC");
      ServerStatistics statistics = collect(ada(), () -> {});
      assertThat(statistics.archiver().whyMissing())
          .hasValue(
              "user 'ada' may not read pg_stat_archiver (ERROR: permission denied for view"
                  + " pg_stat_archiver); let a superuser run: GRANT SELECT ON pg_stat_archiver TO"
                  + " ada");
      assertThat(statistics.database().find()).isPresent();
      assertThat(statistics.timeline().find().orElseThrow().missing())
          .containsOnlyKeys("pg_stat_archiver");
    }

    @Test
    void toSeeSessionsThatIsMissingIsSaidAndNotAskedForAgain() throws SQLException {
      Servers.tell(server, "REVOKE SELECT ON pg_stat_activity FROM PUBLIC");
      try (StatisticsCollector collector = StatisticsCollector.on(ada())) {
        collector.begin();
        for (int i = 0; i < 5; i++) {
          collector.look();
          collector.sample();
        }
        collector.end();
        ServerStatistics statistics = collector.statistics().orElseThrow();
        String reason =
            "user 'ada' may not read pg_stat_activity (ERROR: permission denied for view"
                + " pg_stat_activity); let a superuser run: GRANT SELECT ON pg_stat_activity TO"
                + " ada";
        assertThat(statistics.waits().whyMissing()).hasValue(reason);
        assertThat(statistics.activity().sessions().whyMissing()).hasValue(reason);
        assertThat(statistics.connections().whyMissing()).hasValue(reason);
        assertThat(statistics.database().find()).isPresent();
        ServerTimeline timeline = statistics.timeline().find().orElseThrow();
        assertThat(timeline.missing()).containsExactly(Map.entry("pg_stat_activity", reason));
        assertThat(timeline.cost().looks()).isEqualTo(1);
        assertThat(timeline.cost().missed()).isZero();
      }
    }

    @Test
    void thatIsMissingTakesOneViewAwayAndIsNamed() throws SQLException {
      Servers.tell(server, "REVOKE SELECT ON pg_stat_wal FROM PUBLIC");
      ServerStatistics statistics = collect(ada(), () -> {});
      assertThat(statistics.wal().whyMissing())
          .hasValue(
              "user 'ada' may not read pg_stat_wal (ERROR: permission denied for view pg_stat_wal);"
                  + " let a superuser run: GRANT SELECT ON pg_stat_wal TO ada");
      assertThat(statistics.database().find()).isPresent();
      assertThat(statistics.checkpoints().find()).isPresent();
    }

    @Test
    void isNotNeededToCountConnections() throws SQLException {
      try (Connection control = superuser().getConnection()) {
        Servers.awaitOthers(control, 0);
        assertThat(collect(ada(), () -> {}).connections().find())
            .hasValue(new ConnectionUse(2, 2, 30, 3, 3));
      }
    }
  }

  @Nested
  class TheConnection {

    private static final String END_IT =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'stormdb:stats'";

    @Test
    void mayBeLostWhileTheServerIsWell() throws SQLException {
      ServerStatistics statistics = collect(superuser(), () -> Servers.tell(server, END_IT));
      assertThat(statistics.database().find()).isPresent();
      assertThat(statistics.connections().find()).isPresent();
    }

    @Test
    void thatCannotBeOpenedIsTheReasonForEverything() throws SQLException {
      ServerStatistics statistics = collect(Servers.as(server, "ada", "wrong"), () -> {});
      String reason =
          "no connection for statistics: FATAL: password authentication failed for user \"ada\"";
      assertThat(statistics)
          .isEqualTo(
              ServerStatistics.missing(
                  statistics.window(), reason, true, new Observed.Missing<>(reason)));
    }
  }

  @Nested
  class ACollector {

    @Test
    void thatNeverBeganSaysSo() {
      try (StatisticsCollector collector = StatisticsCollector.on(superuser())) {
        assertThat(collector.statistics()).isEmpty();
        collector.connect();
        collector.end();
        ServerStatistics statistics = collector.statistics().orElseThrow();
        assertThat(statistics.database().whyMissing())
            .hasValue("the load was over before the first look at the server");
        assertThat(statistics.statements()).isEmpty();
      }
    }

    @Test
    void listsAtLeastOneStatement() {
      assertThatThrownBy(() -> StatisticsCollector.withStatements(superuser(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("top must be at least 1, was 0");
    }
  }
}
