package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.progressive.BandResult;
import io.stormdb.progressive.SavedStudy;
import io.stormdb.report.StudyFile;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of how a server scales, from the command line. */
class StudyTest {

  private static final String SCHEMA = "study_of_the_command_line";

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    Tool.Outcome loaded =
        Tool.onServer("rebuild", "--workload", "simple", "--scale", "1", "--schema", SCHEMA);
    assertThat(loaded.status()).as(loaded.err()).isZero();
  }

  private List<String> study(String block) throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        """
        workload: simple
        scale: 1
        schema: %s
        summary: false
        progressive:
          enabled: true
          warmup_duration: 100ms
          cooldown_duration: 0s
        """
                .formatted(SCHEMA)
            + block.indent(2));
    return new ArrayList<>(List.of("--config", config.toString()));
  }

  private Path json() {
    return folder.resolve("study.json");
  }

  private static Tool.Outcome run(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return Tool.onServer(all.toArray(String[]::new));
  }

  @Test
  void isShownSavedAndConcluded() throws IOException {
    Path csv = folder.resolve("study.csv");
    Tool.Outcome outcome =
        run(
            study(
                """
                levels: [1, 2, 4]
                test_duration: 1s
                export_csv: %s
                """
                    .formatted(csv)),
            "--json",
            json().toString(),
            "--collect-pg-stats");

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("Starting progressive scaling test with 3 bands\n")
        .contains("Strategy: custom, Band Duration: 1s, Warmup: 100ms, Cooldown: 0s\n")
        .contains("Band 2/3: 2 workers, 2 connections\n")
        .containsPattern("Band 3 completed: [0-9,.]+ TPS, \\S+ avg latency, \\S+ p99\n");
    assertThat(outcome.out())
        .startsWith("Progressive Scaling: completed\n")
        .contains("Throughput (TPS):\n", "Bottleneck: ", "Recommendation: ")
        .containsPattern(
            "Progressive scaling completed successfully\n"
                + "  Tested 3 bands, optimal config: \\d workers?, \\d connections? \\([0-9,.]+ TPS\\)\n"
                + "  Mathematical analysis: .+\n"
                + "  Recommendation: .+\n$");

    SavedStudy saved = StudyFile.read(json());
    assertThat(saved.bands()).hasSize(3).allMatch(BandResult::isUsable);
    assertThat(saved.bands())
        .allSatisfy(
            band ->
                assertThat(band.figures().orElseThrow().server())
                    .containsKeys("commits", "wal_bytes"))
        // in a short band the one session may have been idle at each look
        .anySatisfy(
            band ->
                assertThat(band.figures().orElseThrow().server()).containsKey("session_share_cpu"));
    assertThat(Files.readAllLines(csv)).hasSize(4).first().asString().startsWith("band,workers,");
    assertThat(Files.readString(json())).contains("\"optimal_configuration\": {");
  }

  @Test
  void ofConnectionsSharesAPool() throws IOException {
    Tool.Outcome outcome =
        run(
            study("strategy: exponential\nmax_connections: 4\nbands: 3\ntest_duration: 500ms\n"),
            "--workers",
            "4",
            "--json",
            json().toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    SavedStudy saved = StudyFile.read(json());
    assertThat(saved.byConnections()).isTrue();
    assertThat(saved.bands())
        .extracting(band -> band.level().workers() + "/" + band.level().connections())
        .containsExactly("4/1", "4/2", "4/4");
    assertThat(saved.bands()).allMatch(band -> band.figures().orElseThrow().pool().isPresent());
  }

  @Test
  void choosesItsLevelsItself() throws IOException {
    Tool.Outcome outcome =
        run(
            study("strategy: adaptive\nmax_workers: 8\nbands: 5\ntest_duration: 500ms\n"),
            "--json",
            json().toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    SavedStudy saved = StudyFile.read(json());
    assertThat(saved.bands()).hasSize(5);
    assertThat(saved.bands()).allMatch(band -> band.level().workers() <= 8);
    assertThat(saved.bands().get(0).level().workers()).isEqualTo(1);
  }

  @Test
  void findsTheHighestRateWithinItsBounds() throws IOException {
    Tool.Outcome outcome =
        run(
            study(
                "min_rate: 10/s\nstart_rate: 10/s\nmax_rate: 20/s\nmax_workers: 4\n"
                    + "test_duration: 500ms\n"),
            "--find-max",
            "p99<5s",
            "--json",
            json().toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("Starting progressive scaling test with 30 bands at most");
    assertThat(StudyFile.read(json()).bands())
        .extracting(band -> band.level().rate().orElseThrow().toString())
        .contains("10/s");
    assertThat(outcome.out()).contains("Recommendation: ");
  }

  @Test
  void doesNotStartWhatHasNoPlace() throws IOException {
    Tool.Outcome outcome = run(study("levels: [1, 39]\ntest_duration: 500ms\n"));
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.err()).contains("connections").doesNotContain("Band 1");
  }

  /** Eight bands, killed in the middle, resumed and finished. */
  @Nested
  class Killed {

    private static final String BANDS =
        "strategy: linear\nmin_workers: 1\nmax_workers: 8\nbands: 8\ntest_duration: 500ms\n";

    /** Kills the process, as nothing can prepare for, when a band has ended, or one or two more. */
    private void killAfterBand(int band, List<String> arguments)
        throws IOException, InterruptedException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(Tool.environment());
      Process process = builder.start();
      // one that says nothing more must not hold up the tests for ever
      CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
      List<String> said = new ArrayList<>();
      try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
        // the next band starts only when this one is saved
        String awaited = "Band %d/8: ".formatted(band + 1);
        for (String line = err.readLine(); line != null; line = err.readLine()) {
          said.add(line);
          if (line.startsWith(awaited)) {
            break;
          }
        }
        // in this process: until another one has started, bands end
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(process.exitValue()).as(said::toString).isEqualTo(128 + 9);
    }

    @Test
    void goesOnAndLosesNothing() throws IOException, InterruptedException {
      List<String> arguments = study(BANDS);
      arguments.addAll(List.of("--json", json().toString()));
      killAfterBand(3, arguments);
      SavedStudy killed = StudyFile.read(json());
      // on a busy machine the next ones may have ended before the signal came
      int kept = killed.bands().size();
      assertThat(kept).isBetween(3, 7);
      assertThat(killed.bands()).allMatch(BandResult::isUsable);

      Tool.Outcome outcome = run(study(BANDS), "--resume", json().toString());

      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(outcome.err())
          .contains(
              "stormdb: the study is kept in %1$s after each band; go on with it by --resume %1$s\n"
                  .formatted(json()))
          .contains(
              "%d bands were measured before; going on with band %d\n".formatted(kept, kept + 1))
          .contains("Band %1$d/8: %1$d workers, %1$d connections\n".formatted(kept + 1))
          .doesNotContain("Band %d/8".formatted(kept));
      SavedStudy finished = StudyFile.read(json());
      assertThat(finished.bands())
          .extracting(band -> band.level().workers())
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      for (int i = 0; i < kept; i++) {
        assertThat(finished.bands().get(i).started()).isEqualTo(killed.bands().get(i).started());
        assertThat(finished.bands().get(i).figures().orElseThrow().counts())
            .isEqualTo(killed.bands().get(i).figures().orElseThrow().counts());
      }
      assertThat(outcome.out()).contains("Tested 8 bands, optimal config: ");

      Tool.Outcome again = run(study(BANDS), "--resume", json().toString());
      assertThat(again.status()).as(again.err()).isZero();
      assertThat(again.err())
          .contains("\nAll of them were measured before\n")
          .doesNotContain("band 9");

      Tool.Outcome other = run(study(BANDS), "--resume", json().toString(), "--seed", "7");
      assertThat(other.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(other.err())
          .contains(
              json()
                  + " holds a study of another plan: seed was 42 and is 7; give the same plan, or"
                  + " start a new study")
          .doesNotContain("is kept in");
    }
  }

  @Nested
  class Analyze {

    @Test
    void readsWhatSpreadsheetsBeginAFileWith() throws IOException {
      Path points = folder.resolve("points.csv");
      Files.writeString(points, "\uFEFFworkers,tps\r\n1,100\r\n2,195\r\n4,370\r\n");
      Tool.Outcome outcome = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).contains("\nLevels:\n");
    }

    @Test
    void countsOneWorkerAsOne() throws IOException {
      Path points = folder.resolve("points.csv");
      Files.writeString(
          points,
          "workers,tps,tps_standard_error,avg_latency_ms,std_dev_latency\n"
              + "1,7394,20,0.133,0.476\n2,12500,20,0.159,0.475\n"
              + "4,12065,20,0.33,1.2\n8,12000,20,0.66,1.9\n");
      Tool.Outcome outcome = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("From 1 worker on they do not wait as if");
    }

    @Test
    void saysWhatAnybodysNumbersMean() throws IOException {
      Path points = folder.resolve("points.csv");
      Files.writeString(
          points, "workers,tps\n1,100\n2,195\n4,370\n8,640\n16,900\n32,960\n64,880\n");
      Tool.Outcome outcome = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(outcome.out())
          .startsWith("Scaling of " + points + "\n")
          .contains("\nLevels:\n", "\nOptima:\n", "\nRecommendation: ");
    }

    @Test
    void takesThePauseBetweenTransactionsFromTheFileOrTheCommand() throws IOException {
      StringBuilder told = new StringBuilder("workers;tps;avg_latency_ms;think_time_ms\n");
      StringBuilder untold = new StringBuilder("workers;tps;avg_latency_ms\n");
      for (int n : new int[] {1, 2, 4, 8, 16, 32, 64}) {
        double tps = n / (0.1 + 0.01 + 0.001 * n);
        String line = "%s;%.3f;%.3f".formatted(n, tps, 10 + 1.0 * n);
        told.append(line).append(";100\n");
        untold.append(line).append('\n');
      }
      Path points = folder.resolve("points.csv");
      Files.writeString(points, told);
      Tool.Outcome fromFile = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(fromFile.out()).contains("Queueing (M/").doesNotContain("Little's law");

      Files.writeString(points, untold);
      Tool.Outcome without = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(without.out())
          .contains(
              "\nLittle's law does not hold:\n"
                  + "  of 1 worker, throughput and times account for 0.1\n"
                  + "  the rest was in pauses between transactions (give them with --think-time) or"
                  + " in the load driver\n"
                  + "  so there is no comparison with a queue, and what depends on latency has no"
                  + " range\n")
          .doesNotContain("Queueing");
      Tool.Outcome told2 =
          Tool.run(Map.of(), "analyze", points.toString(), "--think-time", "100ms");
      assertThat(told2.out()).isEqualTo(fromFile.out());

      Tool.Outcome wrong = Tool.run(Map.of(), "analyze", points.toString(), "--think-time", "x");
      assertThat(wrong.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(wrong.err())
          .isEqualTo(
              "stormdb: --think-time must be the mean pause between transactions, such as 5ms, was"
                  + " 'x'\n");

      Files.writeString(points, "workers,tps,think_time_ms\n1,10,5\n2,19,6\n");
      Tool.Outcome mixed = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(mixed.err())
          .isEqualTo(
              "stormdb: "
                  + points
                  + ":3: think time must be the same at all levels, was 0.005 s and 0.006 s\n");
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
      Path points = folder.resolve("points.csv");
      Files.writeString(points, "workers,tps\n1,x\n");
      Tool.Outcome outcome = Tool.run(Map.of(), "analyze", points.toString());
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .isEqualTo("stormdb: " + points + ":2: column 2 must be a number, was 'x'\n");
    }

    @Test
    void needsAFile() {
      Tool.Outcome outcome = Tool.run(Map.of(), "analyze");
      assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(outcome.err())
          .isEqualTo(
              "stormdb: name the file to analyse: stormdb analyze points.csv, with columns"
                  + " workers,tps, or a study as CSV or JSON\n");
    }
  }
}
