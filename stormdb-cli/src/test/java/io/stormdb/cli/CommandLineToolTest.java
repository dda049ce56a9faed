package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineToolTest {

  private static Tool.Outcome done(Tool.Outcome outcome) {
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  private static List<String> schemas() throws SQLException {
    return Tool.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'stormdb%' ORDER BY 1");
  }

  @Nested
  class WithoutAServer {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--config",
          "--duration",
          "--workload",
          "--workers",
          "--connections",
          "--host",
          "--port",
          "--dbname",
          "--username",
          "--password",
          "--setup",
          "--rebuild",
          "--cleanup",
          "--scale",
          "--summary-interval",
          "--no-summary",
          "--log-level",
          "--version",
          "--help",
          "--warmup",
          "--think-time",
          "--seed",
          "--max-transactions",
          "--max-tries",
          "--isolation",
          "--connection-mode",
          "--verify",
          "--collect-pg-stats",
          "--pg-stat-statements",
          "--embedded",
          "--embedded-version",
          "--embedded-data",
          "--json",
          "--hlog",
          "--until",
          "--print-config",
          "--dry-run",
          "--label",
          "--on-error",
          "--error-limit",
          "--max-outage",
          "--plugin",
          "-c",
          "-d",
          "-w",
          "-u",
          "-p",
          "-r",
          "-s",
          "-V",
          "-h"
        })
    void helpNamesEveryOption(String option) {
      assertThat(done(Tool.run(Map.of(), "--help")).out())
          .containsPattern("(?m)^ +(-\\w, )?" + option + "\\b");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "run",
          "setup",
          "load",
          "rebuild",
          "cleanup",
          "verify",
          "doctor",
          "workloads",
          "plugins",
          "analyze"
        })
    void everyCommandExplainsItself(String command) {
      assertThat(done(Tool.run(Map.of(), "--help")).out()).containsPattern("(?m)^  " + command);
      assertThat(done(Tool.run(Map.of(), command, "--help")).out())
          .startsWith("Usage: stormdb " + command);
    }

    @Test
    void versionIsToldByEitherName() {
      String version = done(Tool.run(Map.of(), "--version")).out();
      assertThat(version).startsWith("StormDB 0.1.0-SNAPSHOT");
      assertThat(done(Tool.run(Map.of(), "-V")).out()).isEqualTo(version);
    }

    @Test
    void workloadsAreListedAndExplained() {
      assertThat(done(Tool.run(Map.of(), "workloads")).out())
          .contains("simple_read", "also: read", "tpcc");
      assertThat(done(Tool.run(Map.of(), "workloads", "read")).out())
          .startsWith("simple_read: ")
          .contains(
              "from: class path\n".replace("\n", System.lineSeparator()),
              "keys (uniform|zipfian|hotset), default uniform",
              "value_size (whole number, 1 to ");
    }

    @Test
    void theCompletionScriptKnowsOptionsAndCommands() {
      assertThat(done(Tool.run(Map.of(), "generate-completion")).out())
          .startsWith("#!/usr/bin/env bash")
          .contains("--max-transactions", "rebuild");
    }

    static Stream<Path> shippedConfigurations() throws IOException {
      return Files.list(Path.of("..", "config"))
          .filter(file -> file.toString().endsWith(".yaml"))
          // needs a jar that is built later
          .filter(file -> !file.endsWith("custom_workload.yaml"));
    }

    @ParameterizedTest
    @MethodSource("shippedConfigurations")
    void aShippedConfigurationIsUnderstood(Path file) {
      assertThat(done(Tool.run(Map.of(), "-c", file.toString(), "--print-config")).out())
          .contains("# " + file);
    }

    @Test
    void oneDashIsEnoughForALongOption() {
      String two =
          done(Tool.run(Map.of(), "--workload=tpcc", "--duration=5m", "--print-config")).out();
      assertThat(done(Tool.run(Map.of(), "-workload=tpcc", "-duration=5m", "-print-config")).out())
          .isEqualTo(two)
          .contains("duration: 5m  # flag --duration");
    }
  }

  @Nested
  class OnAServer {

    @TempDir Path folder;

    @AfterEach
    void cleanUp() {
      done(Tool.onServer("cleanup", "-w", "simple"));
    }

    @Test
    void setupCreatesTablesAndNothingElse() throws SQLException {
      done(Tool.onServer("--setup", "-w", "simple"));
      assertThat(schemas()).containsExactly("stormdb_simple");
      assertThat(Tool.ask("SELECT count(*) FROM stormdb_simple.item")).containsExactly("0");
    }

    @Test
    void anEmptySchemaIsLoadedByARunThatSaysSo() throws SQLException {
      done(Tool.onServer("setup", "-w", "simple"));
      Tool.Outcome outcome =
          done(Tool.onServer("-w", "simple", "--scale", "2", "--max-transactions", "50"));
      assertThat(outcome.err())
          .contains(
              "schema stormdb_simple is empty: loading workload 'simple' at scale 2 (thousand"
                  + " rows) first")
          .contains("stormdb: running simple with 4 workers for 50 transactions");
      assertThat(outcome.out()).contains("Final Results", "Total Transactions: 50");
      assertThat(Tool.ask("SELECT count(*) FROM stormdb_simple.item")).containsExactly("2000");
    }

    @Test
    void rebuildAsAFlagRunsAndAsACommandDoesNot() throws SQLException {
      Tool.Outcome command = done(Tool.onServer("rebuild", "-w", "simple", "--scale", "3"));
      assertThat(command.out()).isEmpty();
      assertThat(command.err()).endsWith("stormdb: loaded 3,000 rows at scale 3, seed 42\n");
      Tool.Outcome flag =
          done(
              Tool.onServer(
                  "--rebuild", "-w", "simple", "--scale", "1", "--max-transactions", "10"));
      assertThat(flag.out()).contains("Total Transactions: 10");
      assertThat(Tool.ask("SELECT count(*) FROM stormdb_simple.item")).containsExactly("1000");
    }

    @Test
    void runTakesTheFlagsThatAreTakenWithoutIt() throws SQLException {
      Tool.Outcome run =
          done(
              Tool.onServer(
                  "run", "-r", "-w", "simple", "--scale", "1", "--max-transactions", "10"));
      assertThat(run.out()).contains("Total Transactions: 10");
      assertThat(Tool.ask("SELECT count(*) FROM stormdb_simple.item")).containsExactly("1000");
      assertThat(done(Tool.onServer("run", "--cleanup", "-w", "simple")).out()).isEmpty();
      assertThat(schemas()).isEmpty();
      assertThat(done(Tool.onServer("run", "--setup", "-w", "simple")).out()).isEmpty();
      assertThat(Tool.ask("SELECT count(*) FROM stormdb_simple.item")).containsExactly("0");
    }

    @Test
    void cleanupLeavesNothing() throws SQLException {
      done(Tool.onServer("load", "-w", "simple", "--scale", "1"));
      done(Tool.onServer("--cleanup", "-w", "simple"));
      assertThat(schemas()).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() throws SQLException {
      assertThat(done(Tool.onServer("-w", "simple", "--dry-run")).out())
          .isEqualTo("all could be done; nothing was\n");
      assertThat(schemas()).isEmpty();
    }

    @Test
    void tooManyErrorsMakeTheStatusFourAndOneOneIfTheRunIsToAbort() throws SQLException {
      done(Tool.onServer("load", "-w", "simple", "--scale", "1"));
      Tool.tell("ALTER TABLE stormdb_simple.item RENAME COLUMN value TO gone");
      Tool.Outcome limited = Tool.onServer("-w", "simple_read", "-d", "10m", "--error-limit", "5%");
      assertThat(limited.status()).as(limited.err()).isEqualTo(ExitStatus.ERROR_LIMIT);
      assertThat(limited.out())
          .contains("Final Results")
          .contains("Status: too_many_errors")
          .contains("(100.00%), more than the error limit of 5% allows");
      Tool.Outcome aborted = Tool.onServer("-w", "simple_read", "-d", "10m", "--on-error", "abort");
      assertThat(aborted.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(aborted.out())
          .contains("Final Results")
          .contains("and the run was to end at the first error (on_error: abort)");
    }

    @Test
    void aViolatedInvariantMakesTheStatusOne() throws SQLException {
      done(Tool.onServer("load", "-w", "simple", "--scale", "1"));
      assertThat(done(Tool.onServer("verify", "-w", "simple")).out()).contains("0 FAIL");
      Tool.tell("DELETE FROM stormdb_simple.item WHERE id = 17");
      Tool.Outcome verify = Tool.onServer("verify", "-w", "simple");
      assertThat(verify.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(verify.out()).contains("FAIL");
      Tool.Outcome run = Tool.onServer("-w", "simple", "--max-transactions", "1", "--verify");
      assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(run.out()).contains("Final Results").contains("FAIL");
    }

    @Test
    void theResultIsWrittenAsJson() throws IOException {
      Path json = folder.resolve("result.json");
      done(
          Tool.onServer(
              "--rebuild",
              "-w",
              "simple",
              "--scale",
              "1",
              "--max-transactions",
              "20",
              "--json",
              json.toString(),
              "--label",
              "purpose=test"));
      assertThat(Files.readString(json))
          .contains("\"schema_version\": 1", "\"purpose\": \"test\"")
          .doesNotContain(Tool.server().password());
    }

    @Test
    void noResultReplacesAnother() {
      String file = folder.resolve("result").toString();
      String same = folder.resolve("./result").toString();
      for (List<String> flags :
          List.of(
              List.of("--json", file, "--csv", same),
              List.of("--hlog", file, "--json", same),
              List.of("--csv", file, "--hlog", same))) {
        List<String> arguments =
            new ArrayList<>(List.of("-w", "simple", "--max-transactions", "1"));
        arguments.addAll(flags);
        Tool.Outcome outcome = Tool.onServer(arguments.toArray(String[]::new));
        assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(outcome.err())
            .matches(
                "stormdb: two results would be written to .*result, and the one would replace the"
                    + " other; give each a file of its own\n");
      }
      assertThat(folder.resolve("result")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatCannotBeWrittenKeepsNoOtherFromIt() throws IOException {
      Path csv = folder.resolve("intervals.csv");
      Tool.Outcome outcome =
          Tool.onServer(
              "--rebuild",
              "-w",
              "simple",
              "--scale",
              "1",
              "--max-transactions",
              "20",
              "--json",
              "/dev/full",
              "--csv",
              csv.toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(outcome.err())
          .endsWith("stormdb: cannot write /dev/full: No space left on device\n");
      assertThat(outcome.out()).contains("Final Results");
      assertThat(Files.readAllLines(csv)).hasSizeGreaterThan(1);
    }

    @Test
    void aRunInStepsSaysWhatIsToComeAndShowsEachStep() throws IOException, SQLException {
      Path json = folder.resolve("steps.json");
      Path hlog = folder.resolve("steps.hlog");
      Tool.Outcome outcome =
          done(
              Tool.onServer(
                  "--workload",
                  "bulk_insert",
                  "--rebuild",
                  "--param",
                  "methods=copy,copy_binary",
                  "--param",
                  "batch_sizes=10",
                  // nothing is concluded from steps that are known to have waited for rows, as they
                  // may on a busy machine
                  "--param",
                  "collect_metrics=false",
                  "--workers",
                  "2",
                  "--duration",
                  "1s",
                  "--warmup",
                  "500ms",
                  "--summary-interval",
                  "1s",
                  "--verify",
                  "--json",
                  json.toString(),
                  "--hlog",
                  hlog.toString()));
      assertThat(outcome.err())
          .contains(
              "stormdb: bulk_insert runs in 2 steps, each measured by itself; together they take 3s"
                  + " and the time that it takes to prepare each");
      assertThat(outcome.out())
          .contains("[1/2 copy_10]")
          .contains("(warm-up)  [2/2 copy_binary_10]")
          .contains("Steps: 2 of 2")
          .contains("Conclusion: use copy");
      JsonNode steps = new ObjectMapper().readTree(json.toFile()).at("/steps/done");
      assertThat(steps).hasSize(2);
      long rows = steps.get(1).at("/counters/rows_inserted").asLong();
      assertThat(rows).isEqualTo(10 * steps.get(1).get("committed").asLong());
      // those of the warm-up are in the table as well
      long found =
          Long.parseLong(
              Tool.ask("SELECT count(*) FROM stormdb_bulk_insert.bulk_insert_test").get(0));
      assertThat(found).isGreaterThan(rows);
      assertThat(Files.readString(hlog)).contains("Tag=copy_10,").contains("Tag=copy_binary_10,");
      done(Tool.onServer("cleanup", "--workload", "bulk_insert"));
      assertThat(
              Tool.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'stormdb_bulk_insert'"))
          .containsExactly("0");
    }

    @Test
    void nothingIsSaidInBetweenWhenNoSummaryIsWanted() {
      String[] command = {
        "--rebuild",
        "-w",
        "simple",
        "--scale",
        "1",
        "-d",
        "1s",
        "-s",
        "500ms",
        "--think-time",
        "1ms"
      };
      String line = "(?m)^ *[0-9.]+m?s  TPS ";
      assertThat(done(Tool.onServer(command)).out()).containsPattern(line);
      List<String> quiet = new ArrayList<>(List.of(command));
      quiet.add("--no-summary");
      assertThat(done(Tool.onServer(quiet.toArray(String[]::new))).out())
          .doesNotContainPattern(line)
          .contains("TPS: ");
    }
  }
}
