package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells of its server when it is asked to. */
class StatisticsTest {

  private static final String SECTION = "Database Performance:\n";

  /** To open a worker's connection; docs/server-statistics.md says so. */
  private static final long COMMITS_A_WORKER = 4;

  /**
   * Of the run itself and of the looks at the server: those are four a second, of up to four
   * commits each. Far fewer than the thousands of the workers.
   */
  private static final long OTHER_COMMITS = 200;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("result.json");
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(file().toFile());
  }

  private static Tool.Outcome done(Tool.Outcome outcome) {
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome;
  }

  private static long calls(JsonNode statistics, String beginning) {
    long calls = 0;
    for (JsonNode statement : statistics.at("/statements/top")) {
      if (statement.get("text").asText().startsWith(beginning)) {
        calls += statement.get("calls").asLong();
      }
    }
    return calls;
  }

  @Test
  void anEmbeddedServerCountsWhatTheWorkersCounted() throws IOException {
    Tool.Outcome outcome =
        done(
            Tool.run(
                Map.of(),
                "--workload",
                "simple",
                "--duration",
                "2s",
                "--collect-pg-stats",
                "--pg-stat-statements",
                "--embedded-setting",
                "shared_buffers=64MB",
                "--embedded-setting",
                "autovacuum=off",
                "--json",
                file().toString()));
    assertThat(outcome.out())
        .contains(SECTION, "  Buffer Hit Ratio: ", "  Index Hit Ratio: ", "  WAL: ")
        .contains("  Checkpoints: ", "  Connections: ", "  Top Statements: ")
        // two, unless a busy machine cuts the first one very late
        .containsPattern(
            "Slow Intervals:\n  no data: 20 whole intervals are needed, there were [12]\n");
    assertThat(outcome.out().split("no data: ", -1)).hasSize(2);
    JsonNode statistics = json().get("server_statistics");
    assertThat(statistics.get("missing").fieldNames()).toIterable().containsExactly("attribution");
    long committed = json().at("/performance/committed").asLong();
    long workers = json().at("/test_summary/workers").asLong();
    assertThat(committed).isPositive();
    assertThat(statistics.at("/database/commits").asLong())
        .isBetween(committed, committed + COMMITS_A_WORKER * workers + OTHER_COMMITS);
    assertThat(calls(statistics, "SELECT value FROM item"))
        .isEqualTo(json().at("/workload/statements/select/count").asLong());
    assertThat(statistics.at("/statements/top")).hasSize(2);
    assertThat(calls(statistics, "UPDATE item"))
        .isEqualTo(json().at("/workload/statements/update/count").asLong());
  }

  @Nested
  class OnAServerOfSomebodyElse {

    @AfterEach
    void cleanUp() {
      done(Tool.onServer("cleanup", "-w", "simple"));
    }

    private Tool.Outcome run(String... more) {
      String[] command = {
        "--rebuild", "-w", "simple_read", "--scale", "1", "--json", file().toString()
      };
      String[] all = new String[command.length + more.length];
      System.arraycopy(command, 0, all, 0, command.length);
      System.arraycopy(more, 0, all, command.length, more.length);
      return done(Tool.onServer(all));
    }

    @Test
    void theExtensionIsNotCreatedButAskedFor() throws IOException {
      Tool.Outcome outcome = run("--max-transactions", "50", "--pg-stat-statements");
      String reason =
          "the extension pg_stat_statements is not in database 'postgres'; create it with: CREATE"
              + " EXTENSION pg_stat_statements";
      assertThat(outcome.out()).contains(SECTION, "  Top Statements: no data: " + reason + "\n");
      JsonNode statistics = json().get("server_statistics");
      assertThat(statistics.get("statements").isNull()).isTrue();
      assertThat(statistics.at("/missing/statements").asText()).isEqualTo(reason);
      assertThat(statistics.at("/database/commits").asLong()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void theWarmUpIsLeftOut() throws IOException {
      run("--warmup", "3s", "--duration", "1s", "--collect-pg-stats");
      JsonNode statistics = json().get("server_statistics");
      long warmup = json().at("/warmup/committed").asLong();
      long measured = json().at("/performance/committed").asLong();
      assertThat(statistics.at("/window_ms").asDouble()).isBetween(1.0, 3_500.0);
      assertThat(statistics.at("/database/commits").asLong()).isBetween(1L, warmup + measured);
      assertThat(statistics.get("statements").isNull()).isTrue();
      // a busy machine may have no time for a look at the sessions within a second
      assertThat(statistics.get("missing").fieldNames())
          .toIterable()
          .allMatch(part -> part.equals("waits") || part.equals("attribution"));
    }

    @Test
    void nothingIsToldUnlessItWasAskedFor() throws IOException {
      assertThat(run("--max-transactions", "50").out()).doesNotContain(SECTION);
      assertThat(json().get("server_statistics").isNull()).isTrue();
    }
  }
}
