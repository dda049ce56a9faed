package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process of its own, which others can signal. */
class ProcessTest {

  @TempDir Path folder;

  /** A running command; reads what it says line by line. */
  private static final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader err;
    private final List<String> said = new ArrayList<>();
    private final CompletableFuture<String> out;

    Running(String... arguments) throws IOException {
      this(Map.of(), arguments);
    }

    Running(Map<String, String> environment, String... arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("STORMDB_DB_"));
      builder.environment().putAll(environment);
      process = builder.start();
      // one that never says what is awaited must not hold up the tests for ever
      CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
      err = process.errorReader(StandardCharsets.UTF_8);
      out =
          CompletableFuture.supplyAsync(
              () ->
                  String.join("\n", process.inputReader(StandardCharsets.UTF_8).lines().toList()));
    }

    /** Reads until something is said. */
    void await(Predicate<String> line) throws IOException {
      for (String next = err.readLine(); next != null; next = err.readLine()) {
        said.add(next);
        if (line.test(next)) {
          return;
        }
      }
      throw new AssertionError("never said, but: " + said);
    }

    ProcessHandle postmaster() {
      return process
          .descendants()
          .filter(child -> child.info().command().orElse("").endsWith("/postgres"))
          .filter(
              child ->
                  child
                      .parent()
                      .flatMap(parent -> parent.info().command())
                      .filter(parent -> !parent.endsWith("/postgres"))
                      .isPresent())
          .findFirst()
          .orElseThrow();
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    int status() throws IOException, InterruptedException {
      for (String next = err.readLine(); next != null; next = err.readLine()) {
        said.add(next);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    String out() {
      return out.join();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static void ends(ProcessHandle server) {
    server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void theMainJobRunsOnAnEmbeddedServerThatEndsWithIt() throws Exception {
    Path json = folder.resolve("result.json");
    try (Running run =
        new Running(
            "--workload",
            "tpcc",
            "--duration",
            "3s",
            "-s",
            "1s",
            "--verify",
            "--json",
            json.toString())) {
      run.await(line -> line.contains("embedded PostgreSQL 17."));
      ProcessHandle server = run.postmaster();
      assertThat(run.status()).as(run.said::toString).isZero();
      ends(server);
    }
    assertThat(Files.readString(json)).contains("\"schema_version\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void anInterruptedRunPrintsAndSavesWhatWasMeasured(String signal) throws Exception {
    Path json = folder.resolve("result.json");
    try (Running run =
        new Running("--workload", "simple", "--duration", "10m", "--json", json.toString())) {
      run.await(line -> line.contains("embedded PostgreSQL"));
      ProcessHandle server = run.postmaster();
      run.await(line -> line.startsWith("stormdb: running "));
      run.signal(signal);
      assertThat(run.status()).as(run.said::toString).isEqualTo(ExitStatus.INTERRUPTED);
      ends(server);
      assertThat(run.out()).contains("Final Results").containsIgnoringCase("interrupted");
    }
    assertThat(Files.readString(json)).containsIgnoringCase("interrupted");
  }

  @Test
  void anInterruptedLoadIsRefusedUntilItIsMended() throws Exception {
    String data = folder.resolve("data").toString();
    try (Running load =
        new Running("load", "--workload", "tpcc", "--scale", "8", "--embedded-data", data)) {
      load.await(line -> line.startsWith("copy stock: done"));
      ProcessHandle server = load.postmaster();
      load.signal("INT");
      assertThat(load.status()).as(load.said::toString).isEqualTo(ExitStatus.INTERRUPTED);
      ends(server);
    }
    try (Running run = new Running("--workload", "tpcc", "--embedded-data", data)) {
      assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.said)
          .last()
          .asString()
          .matches(
              "stormdb: schema stormdb_tpcc is only half loaded: a load began at \\S+ and did not"
                  + " finish; load it again with: stormdb rebuild --workload tpcc");
    }
    try (Running rebuild =
        new Running("rebuild", "--workload", "tpcc", "--scale", "1", "--embedded-data", data)) {
      assertThat(rebuild.status()).as(rebuild.said::toString).isZero();
    }
    try (Running verify = new Running("verify", "--workload", "tpcc", "--embedded-data", data)) {
      assertThat(verify.status()).as(verify.said::toString).isZero();
      assertThat(verify.out()).contains("12 PASS, 0 FAIL");
    }
  }

  @Test
  void aPoolKeepsWhatItDoesToItself() throws Exception {
    try (Running run =
        new Running(
            Map.of(),
            "-w",
            "simple",
            "--scale",
            "1",
            "--connection-mode",
            "pooled",
            "--max-transactions",
            "10",
            "--no-summary")) {
      assertThat(run.status()).as(run.said::toString).isZero();
      assertThat(run.said).noneMatch(line -> line.contains("hikari") || line.contains("Hikari"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "simple_read, past the JDBC driver",
    "imdb_read, by the JDBC driver: transaction movie_page is no script without a pause at the"
        + " isolation level of the run"
  })
  void debuggingShowsConnectionsAndWhoSendsStatements(String workload, String sender)
      throws Exception {
    try (Running run =
        new Running(
            Map.of("STORMDB_DEBUG", "1"),
            "--workload",
            workload,
            "--scale",
            "1",
            "--max-transactions",
            "10",
            "--workers",
            "3")) {
      assertThat(run.status()).as(run.said::toString).isZero();
      assertThat(run.said)
          .filteredOn(line -> line.contains(" DEBUG i.s.core.Runner "))
          .singleElement()
          .asString()
          .endsWith("statements are sent " + sender);
      assertThat(run.said)
          .filteredOn(line -> line.contains(" DEBUG i.s.core.Opening "))
          .hasSize(3)
          .allMatch(line -> line.contains("] opened a connection to "));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, stormdb-worker-0", "64, stormdb-loop-\\d+"})
  void tracingShowsStatementsThatGoPastTheDriver(int workers, String thread) throws Exception {
    try (Running run =
        new Running(
            Map.of("STORMDB_TRACE_SQL", "1"),
            "--workload",
            "simple_read",
            "--scale",
            "1",
            "--max-transactions",
            "130",
            "--workers",
            Integer.toString(workers))) {
      assertThat(run.status()).as(run.said::toString).isZero();
      assertThat(run.out()).contains("statements sent past it");
      assertThat(run.said)
          .filteredOn(line -> line.endsWith("SELECT value FROM item WHERE id = ?"))
          .hasSize(130)
          .allMatch(line -> line.matches(".* TRACE io\\.stormdb\\.sql \\[" + thread + "\\] .*"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "workloads"})
  @EnabledOnOs(OS.LINUX)
  void aResultThatIsLostIsNoSuccess(String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command)
            .redirectOutput(Path.of("/dev/full").toFile())
            .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(err.lines())
          .containsExactly("stormdb: not everything could be written to the standard output");
    }
    assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void whatIsSetUpOnATemporaryServerIsSaidToBeLost() throws Exception {
    String lost =
        "WARNING: it is gone when this command ends, because the embedded server is a temporary one;"
            + " keep its data with --embedded-data DIR, or name a server with --host";
    try (Running setup = new Running("--setup", "--workload", "simple")) {
      assertThat(setup.status()).as(setup.said::toString).isZero();
      assertThat(setup.said).endsWith("stormdb: the schema is there", lost);
    }
    try (Running kept =
        new Running(
            "setup", "-w", "simple", "--embedded-data", folder.resolve("data").toString())) {
      assertThat(kept.status()).as(kept.said::toString).isZero();
      assertThat(kept.said).endsWith("stormdb: the schema is there");
    }
  }

  @Test
  void dataThatIsKeptIsLoadedOnce() throws Exception {
    String data = folder.resolve("data").toString();
    String[] command = {
      "--workload", "simple", "--max-transactions", "100", "--embedded-data", data
    };
    try (Running first = new Running(command)) {
      assertThat(first.status()).as(first.said::toString).isZero();
      assertThat(first.said).anyMatch(line -> line.startsWith("copy item: done"));
    }
    try (Running second = new Running(command)) {
      assertThat(second.status()).as(second.said::toString).isZero();
      assertThat(second.said).noneMatch(line -> line.startsWith("copy"));
    }
  }

  @Test
  void aServerThatDiesInTheMiddleFailsTheRunWithWhatWasMeasured() throws Exception {
    try (Running run =
        new Running("--workload", "simple", "--duration", "10m", "--max-outage", "1s")) {
      run.await(line -> line.contains("embedded PostgreSQL"));
      ProcessHandle server = run.postmaster();
      run.await(line -> line.startsWith("stormdb: running "));
      server.destroyForcibly();
      assertThat(run.status()).as(run.said::toString).isEqualTo(ExitStatus.FAILED);
      assertThat(run.out()).contains("Final Results").contains("no worker could connect for 1s");
    }
  }
}
