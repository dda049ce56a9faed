package io.stormdb.pgstats.doctor;

import static io.stormdb.pgstats.Servers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.pgstats.Machine;
import io.stormdb.pgstats.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

class DoctorTest {

  private static Finding one(Examination examination, String id) {
    List<Finding> found =
        examination.findings().stream().filter(finding -> finding.id().equals(id)).toList();
    assertThat(found).as(examination.findings().toString()).hasSize(1);
    return found.get(0);
  }

  private static String found(Examination examination, String id) {
    return one(examination, id).level() + " " + one(examination, id).found();
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18})
  void findsAServerReadyAndTellsAnOrdinaryUserWhatIsMissing(int version) throws SQLException {
    // it comes by once a minute else, and would be found at work
    try (EmbeddedServer server =
            Servers.start(version, "autovacuum", "on", "autovacuum_naptime", "1h");
        Connection control = Servers.dataSource(server).getConnection()) {
      Servers.tell(
          server,
          "CREATE EXTENSION pg_stat_statements",
          "CREATE ROLE ada LOGIN PASSWORD 'example' CONNECTION LIMIT 5",
          "REVOKE EXECUTE ON FUNCTION pg_stat_statements(boolean) FROM PUBLIC");
      Servers.awaitOthers(control, 0);

      Examination ready = Doctor.examine(Servers.dataSource(server), 10);
      assertThat(ready.isReady()).as(ready.findings().toString()).isTrue();
      assertThat(ready.user()).isEqualTo("postgres");
      assertThat(ready.facts().find().orElseThrow().machine()).isEqualTo(Machine.SAME);
      assertThat(found(ready, "version")).startsWith("OK PostgreSQL " + version + ".");
      assertThat(found(ready, "primary"))
          .isEqualTo("OK the server is a primary and may be written to");
      assertThat(found(ready, "create_schema"))
          .isEqualTo("OK user 'postgres' may create schemas in database 'postgres'");
      assertThat(found(ready, "settings")).isEqualTo("OK no setting makes results incomparable");
      assertThat(found(ready, "statistics")).isEqualTo("OK all views of statistics can be read");
      assertThat(found(ready, "pg_stat_statements"))
          .matches("OK pg_stat_statements 1\\.\\d+ can be read");
      assertThat(found(ready, "connections"))
          .isEqualTo(
              "OK 29 connections are free for user 'postgres' (1 of 30 are taken), the run needs 12");
      assertThat(found(ready, "pooler"))
          .isEqualTo("OK connections lead to the server itself, not to a pooler");
      assertThat(found(ready, "vacuum")).isEqualTo("OK nothing is being vacuumed or analyzed");
      assertThat(found(ready, "machine"))
          .isEqualTo(
              "NOTE client and server run on the same machine, with %d processors for both"
                  .formatted(Runtime.getRuntime().availableProcessors()));

      // the server and this process read the same clock
      assertThat(ready.clockSkew().ahead().abs())
          .isLessThanOrEqualTo(ready.clockSkew().uncertainty());
      assertThat(ready.clockSkew().atLeast()).isZero();
      assertThat(one(ready, "clock").level()).isEqualTo(Level.OK);
      assertThat(ready.roundTrips().samples()).isBetween(20, 500);
      // the shortest trip for a time is not much shorter than one for a number
      assertThat(ready.roundTrips().min()).isPositive();

      Servers.awaitOthers(control, 0);

      Examination toAda = Doctor.examine(Servers.as(server, "ada", "example"), 10);
      assertThat(toAda.isReady()).isFalse();
      assertThat(found(toAda, "create_schema"))
          .isEqualTo(
              "PROBLEM user 'ada' may not create schemas in database 'postgres', and owns none there");
      assertThat(one(toAda, "create_schema").action())
          .isEqualTo(
              "let the owner of the database run: GRANT CREATE ON DATABASE postgres TO ada; or name"
                  + " an empty schema of the user's with --schema");
      assertThat(found(toAda, "connections"))
          .isEqualTo(
              "PROBLEM 5 connections are free for user 'ada' (1 of 30 are taken), the run needs 12");
      assertThat(found(toAda, "monitor")).isEqualTo("NOTE user 'ada' does not see what others do");
      assertThat(found(toAda, "checkpoint"))
          .isEqualTo("NOTE it cannot be seen whether a checkpoint is running");
      assertThat(found(toAda, "pg_stat_statements"))
          .isEqualTo(
              "NOTE statements cannot be told apart: user 'ada' may not read pg_stat_statements"
                  + " (ERROR: permission denied for function pg_stat_statements); let a superuser"
                  + " run: GRANT EXECUTE ON FUNCTION pg_stat_statements TO ada");
      assertThat(found(toAda, "disk"))
          .isEqualTo(
              "NOTE the disk space of the server is not readable: user 'ada' may not see where the"
                  + " data is; let a superuser run: GRANT pg_read_all_settings TO ada");
      assertThat(toAda.findings())
          .extracting(Finding::level)
          .isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Nested
  class AServer {

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
      server =
          Servers.start(
              17, "log_min_duration_statement", "0", "track_io_timing", "off", "fsync", "off");
    }

    @AfterAll
    static void stop() {
      server.close();
    }

    private static PGSimpleDataSource source() {
      return Servers.dataSource(server);
    }

    @Test
    void thatIsSetUpForSpeedIsSaidToBeIncomparable() throws SQLException {
      Examination examination = Doctor.examine(source());
      // that is no reason not to measure
      assertThat(examination.isReady()).isTrue();
      assertThat(found(examination, "fsync")).isEqualTo("WARNING fsync is off (command line)");
      assertThat(found(examination, "autovacuum"))
          .isEqualTo("WARNING autovacuum is off (command line)");
      assertThat(found(examination, "log_min_duration_statement"))
          .isEqualTo("WARNING log_min_duration_statement is 0 (command line)");
      assertThat(found(examination, "io_timing")).isEqualTo("NOTE track_io_timing is off");
      assertThat(examination.findings()).noneMatch(finding -> finding.id().equals("settings"));
    }

    @Test
    void thatWorksForSomebodyElseIsSaidToBeBusy() throws Exception {
      try (Connection other = source().getConnection();
          Connection control = source().getConnection()) {
        CompletableFuture<Void> work =
            CompletableFuture.runAsync(
                () -> {
                  try (Statement statement = other.createStatement()) {
                    statement.execute("SELECT pg_sleep(3600)");
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                },
                task -> new Thread(task).start());
        await(control, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
        Examination examination = Doctor.examine(source());
        assertThat(found(examination, "other_load"))
            .matches(
                "WARNING 1 other session runs statements; WAL grows by [\\d.]+ K?i?B a second");
        other.unwrap(PGConnection.class).cancelQuery();
        assertThat(work.exceptionally(cancelled -> null).join()).isNull();
      }
    }

    @Test
    void thatAllowsOnlyReadingIsNotReady() throws SQLException {
      PGSimpleDataSource source = source();
      source.setOptions("-c default_transaction_read_only=on");
      assertThat(found(Doctor.examine(source), "primary"))
          .isEqualTo("PROBLEM default_transaction_read_only is on");
    }

    @Test
    void thatHasTooFewConnectionsIsNotReady() throws SQLException {
      try (Connection control = source().getConnection()) {
        Servers.awaitOthers(control, 0);
        Examination examination = Doctor.examine(source(), 500);
        assertThat(examination.isReady()).isFalse();
        assertThat(found(examination, "connections"))
            .isEqualTo(
                "PROBLEM 29 connections are free for user 'postgres' (1 of 30 are taken), the run"
                    + " needs 502");
      }
    }

    @Test
    void thatIsAStandbyIsNotReady() throws SQLException {
      try (EmbeddedServer standby = server.standby()) {
        Examination examination = Doctor.examine(Servers.dataSource(standby));
        assertThat(examination.isReady()).isFalse();
        assertThat(found(examination, "primary")).isEqualTo("PROBLEM the server is a standby");
      }
    }

    @Test
    void thatCannotBeReachedIsAnError() {
      assertThatThrownBy(() -> Doctor.examine(Servers.as(server, "ada", "wrong")))
          .isInstanceOf(SQLException.class)
          .hasMessage("FATAL: password authentication failed for user \"ada\"");
    }

    @Test
    void isExaminedForAtLeastOneConnection() {
      assertThatThrownBy(() -> Doctor.examine(source(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("connections must be at least 1, was 0");
    }

    @Test
    void isLeftAsItWas() throws SQLException {
      Doctor.examine(source());
      try (Connection connection = source().getConnection()) {
        await(connection, "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname IS NOT NULL");
      }
    }
  }
}
