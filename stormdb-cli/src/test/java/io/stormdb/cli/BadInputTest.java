package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that cannot be done as it was asked ends before any load, with one message. */
class BadInputTest {

  private static void refused(Tool.Outcome outcome, int status, String message) {
    assertThat(outcome.err()).isEqualTo(message.replace("\n", System.lineSeparator()));
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(status);
  }

  @AfterEach
  void nothingWasCreated() throws SQLException {
    assertThat(Tool.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'stormdb%'"))
        .isEmpty();
  }

  @Nested
  class OnTheCommandLine {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--wrkload tpcc|unknown option '--wrkload'. Did you mean '--workload'?",
          "-wrkload=tpcc|unknown option '--wrkload'. Did you mean '--workload'?",
          "rnu|unknown command 'rnu'. Did you mean 'run'?",
          "--scale|missing required parameter for option '--scale' (N); see 'stormdb --help'",
          "load --rebuild|the command 'load' has no option --rebuild; see 'stormdb load --help'",
          "--setup --cleanup|--setup and --cleanup exclude each other; see 'stormdb --help'",
          "--workers 2 --workers 3|option --workers is given twice; see 'stormdb --help'",
          "--param theta|--param needs a name and a value, such as --param name=value, was 'theta'",
        })
    void whatCannotBeUnderstoodIsNamed(String typed, String message) {
      refused(Tool.onServer(typed.split(" ")), ExitStatus.USAGE, "stormdb: " + message + "\n");
    }

    @Test
    void anUnknownWorkloadIsToldFromThoseThereAre() {
      Tool.Outcome outcome = Tool.onServer("--workload", "tpc");
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .contains("unknown workload 'tpc'; available: ")
          .contains("Did you mean 'tpcc'?");
    }

    @ParameterizedTest
    @CsvSource({
      "--scale,0",
      "--scale,-3",
      "--duration,5",
      "--duration,5 parsecs",
      "--workers,many",
      "--isolation,chaos",
      "--embedded-version,11",
      "--port,70000",
      "--param,pacing=warp",
      "--param,pacing=spce"
    })
    void aBadValueIsRefusedWithItself(String option, String value) {
      Tool.Outcome outcome = Tool.onServer("--workload", "tpcc", option, value);
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err()).startsWith("stormdb: ").contains(value.replaceAll(".*=", ""));
      assertThat(outcome.err()).doesNotContain("\tat ");
    }

    @Test
    void aScaleThatTheDiskCannotHoldIsRefused() {
      Tool.Outcome outcome = Tool.onServer("load", "--workload", "tpcc", "--scale", "100000");
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .matches(
              "stormdb: scale 100000 needs about [0-9.]+ GiB, but only [0-9.]+ GiB are free in "
                  + "[^;]+; use a smaller scale, or a server with a larger disk\\R");
    }

    @Test
    void moreWorkersThanTheServerHasConnectionsForAreRefused() {
      Tool.Outcome outcome = Tool.onServer("--rebuild", "--workload", "tpcc", "--workers", "41");
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .matches(
              "stormdb: the run needs 41 connections, but the server has only \\d+ left"
                  + " \\(max_connections = 40\\); use fewer workers or raise max_connections\\R");
    }
  }

  @Nested
  class OnTheServer {

    private Map<String, String> with(String name, String value) {
      Map<String, String> environment = new HashMap<>(Tool.environment());
      environment.put(name, value);
      return environment;
    }

    @Test
    void aClosedPortIsSaid() throws IOException {
      // nobody listens at a port that is only taken, and nobody else can take it
      try (Socket taken = new Socket()) {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = taken.getLocalPort();
        refused(
            Tool.run(with("STORMDB_DB_PORT", Integer.toString(port)), "--workload", "tpcc"),
            ExitStatus.FAILED,
            "stormdb: cannot connect to postgres://127.0.0.1:"
                + port
                + "/postgres: Connection to 127.0.0.1:"
                + port
                + " refused. Check that the hostname and port are correct and that the postmaster is"
                + " accepting TCP/IP connections.\n");
      }
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
      Tool.Outcome outcome = Tool.run(with("STORMDB_DB_PASSWORD", "hunter2"), "--workload", "tpcc");
      refused(
          outcome,
          ExitStatus.FAILED,
          "stormdb: cannot connect to "
              + Tool.url()
              + ": FATAL: password authentication failed for user \"postgres\"; the password was"
              + " given by environment STORMDB_DB_PASSWORD\n");
    }

    @Test
    void aMissingPasswordNamesThePlacesForIt() {
      Map<String, String> environment = new HashMap<>(Tool.environment());
      environment.remove("STORMDB_DB_PASSWORD");
      // nobody of this name is in a password file
      environment.put("STORMDB_DB_USER", "nobody_in_a_password_file");
      refused(
          Tool.run(environment, "--workload", "tpcc"),
          ExitStatus.FAILED,
          "stormdb: cannot connect to "
              + Tool.url()
              + ": The server requested SCRAM-based authentication, but no password was provided;"
              + " give one in STORMDB_DB_PASSWORD, database.password, PGPASSWORD or the password"
              + " file ~/.pgpass\n");
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
      refused(
          Tool.run(with("STORMDB_DB_HOST", "nowhere.invalid"), "--workload", "tpcc"),
          ExitStatus.FAILED,
          "stormdb: cannot connect to postgres://nowhere.invalid:"
              + Tool.server().port()
              + "/postgres: The connection attempt failed; no host is known by the name"
              + " 'nowhere.invalid'; it was given by environment STORMDB_DB_HOST\n");
    }

    @Test
    void aMissingDatabaseIsSaid() {
      refused(
          Tool.run(with("STORMDB_DB_NAME", "nowhere"), "--workload", "tpcc"),
          ExitStatus.FAILED,
          "stormdb: cannot connect to "
              + Tool.url().replace("/postgres", "/nowhere").replace("/nowhere:", "/postgres:")
              + ": FATAL: database \"nowhere\" does not exist; create it with: CREATE DATABASE"
              + " \"nowhere\"; or name another one: this one was given by environment"
              + " STORMDB_DB_NAME\n");
    }

    @Test
    void aMissingSchemaNamesTheCommandThatMakesIt() {
      refused(
          Tool.onServer("--workload", "tpcc"),
          ExitStatus.USAGE,
          "stormdb: schema stormdb_tpcc is not there or empty on "
              + Tool.url()
              + "; create and load it with: stormdb rebuild --workload tpcc --scale 1\n");
    }

    @Test
    void aMissingPrivilegeNamesTheGrant() throws SQLException {
      Tool.tell("CREATE ROLE cli_guest LOGIN PASSWORD 'guest'");
      try {
        Map<String, String> environment = new HashMap<>(Tool.environment());
        environment.put("STORMDB_DB_USER", "cli_guest");
        environment.put("STORMDB_DB_PASSWORD", "guest");
        refused(
            Tool.run(environment, "setup", "--workload", "tpcc"),
            ExitStatus.USAGE,
            "stormdb: cannot create schema stormdb_tpcc: ERROR: permission denied for database"
                + " postgres; nothing was changed; the privilege to create a schema is granted"
                + " with: GRANT CREATE ON DATABASE \"postgres\" TO \"cli_guest\"\n");
      } finally {
        Tool.tell("DROP ROLE cli_guest");
      }
    }
  }

  @Nested
  class InAFile {

    @TempDir Path folder;

    @Test
    void everyProblemIsReportedAtOnceWithItsLine() throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("bench.yaml"),
              """
              workload: tpcc
              wrokers: 8
              duration: 5 parsecs
              """);
      Tool.Outcome outcome = Tool.onServer("-c", file.toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .startsWith("stormdb: there are 2 problems:")
          .contains("bench.yaml:2")
          .contains("'workers'")
          .contains("bench.yaml:3")
          .contains("5 parsecs");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
      Tool.Outcome outcome = Tool.onServer("-c", folder.resolve("none.yaml").toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err()).contains(folder.resolve("none.yaml").toString());
    }

    @Test
    void aResultThatCannotBeWrittenIsSaidBeforeTheRun() {
      Path result = folder.resolve("no").resolve("such").resolve("folder.json");
      Tool.Outcome outcome = Tool.onServer("--workload", "tpcc", "--json", result.toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err()).contains(result.toString());
    }
  }
}
