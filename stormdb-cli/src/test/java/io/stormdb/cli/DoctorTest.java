package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void examinesAServerWithoutAWorkloadAndLeavesItAsItWas() throws IOException, SQLException {
    String schemas = "SELECT nspname FROM pg_namespace ORDER BY 1";
    List<String> before = Tool.ask(schemas);
    Path file = folder.resolve("doctor.json");
    Tool.Outcome outcome = Tool.onServer("doctor", "--workers", "7", "--json", file.toString());
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isEqualTo(ExitStatus.DONE);
    assertThat(outcome.out())
        .startsWith("StormDB Doctor\n  Server: " + Tool.url())
        .contains(
            "  Examined for: user 'postgres' in database 'postgres', 7 connections of a load\n")
        .contains("  ok       primary: the server is a primary and may be written to\n")
        .containsPattern(
            "(?m)^  ok       connections: \\d\\d connections are free for user 'postgres' ")
        .containsPattern("(?m)^  shared_buffers +256MB +\\S")
        .containsPattern("(?m)^Ready: 0 problems, ")
        .doesNotContain(Tool.server().password());
    String json = Files.readString(file);
    assertThat(json).doesNotContain(Tool.server().password());
    JsonNode read = new ObjectMapper().readTree(json);
    assertThat(read.get("ready").asBoolean()).isTrue();
    assertThat(read.get("connections").asInt()).isEqualTo(7);
    assertThat(read.at("/round_trips/median_us").asDouble()).isPositive();
    assertThat(Tool.ask(schemas)).isEqualTo(before);
  }

  @Test
  void failsIfARunWould() {
    Tool.Outcome outcome = Tool.onServer("doctor", "--workers", "39");
    assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(outcome.out())
        .containsPattern(
            "(?m)^  PROBLEM  connections: \\d\\d connections are free for user 'postgres' ")
        .containsPattern("(?m)^Not ready: 1 problem, ");
  }

  @Test
  void failsIfTheProcessMayNotHaveEnoughConnections() throws IOException, InterruptedException {
    // in a process of its own, whose limit the shell has set
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n 190 && exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "doctor",
            "--workers",
            "5");
    builder.environment().putAll(Tool.environment());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
    assertThat(out)
        .contains(
            "  PROBLEM  open_files: this process may have 190 open files, the run needs about 207\n")
        .containsPattern("(?m)^Not ready: 1 problem, ");
  }

  @Test
  void takesTheWorkloadAndItsPoolFromTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bench.yaml"),
            """
            workload: tpcc
            workers: 30
            connection_mode: pooled
            connections: 5
            """);
    assertThat(Tool.onServer("doctor", "-c", file.toString()).out())
        .contains(", 5 connections of a load\n");
  }

  @Test
  void saysWhenTheServerCannotBeReached() {
    Map<String, String> environment = new HashMap<>(Tool.environment());
    environment.put("STORMDB_DB_PASSWORD", "wrong");
    Tool.Outcome outcome = Tool.run(environment, "doctor");
    assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .matches(
            "stormdb: cannot examine postgres://\\S+: FATAL: password authentication failed for user"
                + " \"postgres\"; the password was given by environment STORMDB_DB_PASSWORD\\R")
        .doesNotContain("wrong");
  }

  @Test
  void saysWhyNoServerIsThere() {
    Tool.Outcome outcome = Tool.run(Map.of(), "doctor", "--host", folder.toString());
    assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(outcome.err())
        .contains("there is no Unix-domain socket " + folder.resolve(".s.PGSQL.5432"));
  }

  @Test
  void refusesAFileThatCannotBeWrittenBeforeItLooks() {
    Tool.Outcome outcome =
        Tool.onServer("doctor", "--json", folder.resolve("nowhere/doctor.json").toString());
    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("there is no directory");
  }

  @Test
  void startsAnEmbeddedServerToLookAt() {
    Tool.Outcome outcome = Tool.run(Map.of(), "doctor", "--embedded");
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isEqualTo(ExitStatus.DONE);
    assertThat(outcome.out())
        .contains("  ok       pg_stat_statements: pg_stat_statements 1.")
        .contains("  note     machine: client and server run on the same machine, with ");
  }
}
