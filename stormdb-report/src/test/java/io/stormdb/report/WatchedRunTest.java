package io.stormdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A load and a run of the engine, as they are shown. */
class WatchedRunTest {

  private static final RunPlan PLAN =
      RunPlan.of("tally")
          .workers(2)
          .warmup(Duration.ofMillis(300))
          .duration(Duration.ofSeconds(1))
          .interval(Duration.ofMillis(200));

  private static EmbeddedServer server;

  @BeforeAll
  static void startServer() {
    server = EmbeddedServer.start(ServerOptions.defaults().setting("shared_buffers", "32MB"));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static StormDb stormDb() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
    return StormDb.on(dataSource)
        .catalog(WorkloadCatalog.of(List.of(new TallyPlugin())))
        .describedAs(server.jdbcUrl());
  }

  @Test
  void addsUpToWhatTheReportSays() throws IOException {
    stormDb().cleanup(PLAN);
    StringWriter load = new StringWriter();
    StringWriter run = new StringWriter();
    RunResult result;
    try (LoadProgress loadProgress = new LoadProgress(new PrintWriter(load), 0);
        ProgressLine line = ProgressLine.every(Duration.ofMillis(400), new PrintWriter(run))) {
      result = stormDb().listen(loadProgress).listen(line).run(PLAN);
    }

    assertThat(load.toString().lines())
        .startsWith(
            "schema stormdb_tally is empty: loading workload 'tally' at scale 1 (thousand numbers)"
                + " first")
        .anyMatch(text -> text.matches("copy tally: done in .*, 1,000 rows, .* rows/s, .* MB/s"));

    // a busy machine is warned of
    List<String> lines = run.toString().lines().filter(l -> !l.startsWith("WARNING")).toList();
    assertThat(lines.get(0)).contains("TPS").endsWith("(warm-up)");
    assertThat(lines.get(lines.size() - 1)).startsWith("    1.3s  TPS").contains("errors 0");

    JsonNode json = new ObjectMapper().readTree(JsonReport.format(result));
    long total = result.counts().total();
    assertThat(total).isPositive();
    assertThat(json.at("/performance/total_queries").asLong()).isEqualTo(total);
    assertThat(json.at("/test_summary/duration").asText()).isEqualTo("1s");
    long inIntervals = 0;
    for (JsonNode interval : json.get("intervals")) {
      inIntervals += interval.get("measured").asBoolean() ? interval.get("committed").asLong() : 0;
    }
    assertThat(inIntervals).isEqualTo(total);

    assertThat(TextReport.format(result))
        .contains("Total Transactions: " + Numbers.count(total) + "\n")
        .contains("Database: " + server.jdbcUrl())
        .contains("Data: 1,000 rows in 1 table, loaded ");
  }

  @Test
  void saysThatNothingWasMeasuredAndWhy() {
    // no worker does in a second what is due in one, so that none comes to what is due later
    RunPlan plan =
        PLAN.rate(Rate.perSecond(100_000))
            .workers(1)
            .warmup(Duration.ofSeconds(1))
            .duration(Duration.ofMillis(600));
    assertThat(TextReport.format(stormDb().run(plan)))
        .contains(
            "\nWARNING: nothing was measured: none of 60,000 transactions that were due was started;"
                + " see Open Loop\n")
        .contains("\n  Not Started: 60,000 (100.00%)\n")
        .contains(
            "\n  None of them was started: until the end, workers were busy with what had been due in"
                + " the warm-up. A lower rate, more workers or a shorter warm-up leave them time.\n")
        .doesNotContain("are in no latency");
  }
}
