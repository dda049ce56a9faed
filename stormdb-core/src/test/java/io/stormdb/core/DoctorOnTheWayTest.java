package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.pgstats.doctor.Doctor;
import io.stormdb.pgstats.doctor.Evidence;
import io.stormdb.pgstats.doctor.Examination;
import io.stormdb.pgstats.doctor.Finding;
import io.stormdb.pgstats.doctor.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What the doctor says of a server that is not reached directly. */
class DoctorOnTheWayTest {

  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    server =
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("autovacuum", "off")
                .setting("shared_buffers", "32MB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Lets in whom a file names. */
  private static Finding pooler(String mode, String who) throws SQLException, IOException {
    Path users = Files.createTempFile("stormdb-users", ".txt");
    try {
      Files.writeString(users, "\"guest\" \"any\"\n");
      // the pooler may run as somebody else
      Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
      return pooler(
          Map.of(
              "pool_mode",
              mode,
              "stats_users",
              who,
              "auth_type",
              "trust",
              "auth_file",
              users.toString()));
    } finally {
      Files.delete(users);
    }
  }

  private static Finding pooler(Map<String, String> settings) throws SQLException {
    PgBouncer.require();
    try (PgBouncer bouncer = PgBouncer.start(server, "postgres", settings)) {
      List<Finding> found =
          Doctor.examine(bouncer.source(QueryMode.EXTENDED), 2).findings().stream()
              .filter(finding -> finding.id().equals("pooler"))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void thePoolerIsNamedByWhatItSaysItself(String mode) throws SQLException, IOException {
    Finding pooler = pooler(mode, "guest");
    assertThat(pooler.found())
        .matches("a pooler is between client and server: PgBouncer \\d+\\.\\d+\\.\\d+");
    assertThat(pooler.evidence())
        .extracting(Evidence::name)
        .containsExactly("pooler", "pooler_says");
  }

  @Test
  void aPoolerThatDoesNotTellIsSaidToBeOne() throws SQLException, IOException {
    Finding pooler = pooler("session", "somebody_else");
    assertThat(pooler.found())
        .startsWith(
            "a pooler is between client and server; which one, it does not tell (its console"
                + " 'pgbouncer': ");
    assertThat(pooler.evidence()).extracting(Evidence::name).containsExactly("pooler");
  }

  @Test
  void aServerThatIsFarAwayIsSaidToBe() throws SQLException, IOException {
    try (FreezableProxy way = new FreezableProxy(server.port(), Duration.ofMillis(5))) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(server.jdbcUrl());
      source.setPortNumbers(new int[] {way.port()});
      source.setUser(server.user());
      source.setPassword(server.password());
      Examination examination = Doctor.examine(source, 2);
      assertThat(examination.findings())
          .filteredOn(finding -> finding.id().equals("round_trip"))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(Level.NOTE);
                assertThat(finding.found()).startsWith("SELECT 1 takes ");
              });
      assertThat(examination.roundTrips().min()).isGreaterThanOrEqualTo(Duration.ofMillis(10));
      // both read the same clock, whatever the way takes
      assertThat(examination.clockSkew().ahead().abs())
          .isLessThanOrEqualTo(examination.clockSkew().uncertainty());
    }
  }
}
