package io.stormdb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in which the server is made slow, and one in which it is not. */
class SlowIntervalsTest {

  /** One that does nothing by itself, and does not wait for a disk that others may keep busy. */
  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(
          ServerOptions.defaults()
              .setting("shared_buffers", "64MB")
              .setting("autovacuum", "off")
              .setting("checkpoint_timeout", "1h")
              .setting("fsync", "off"));

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private record Told(JsonNode json, String text, List<String> csv) {
    JsonNode episodes() {
      return json.at("/server_statistics/attribution/episodes");
    }
  }

  /** Runs while somebody else does something on the server, once the load is there. */
  private Told run(String seconds, String... meanwhile) throws IOException {
    Path config = folder.resolve("config.yaml");
    Path json = folder.resolve("result.json");
    Path csv = folder.resolve("result.csv");
    Files.writeString(
        config,
        """
        workload: {type: simple_write, scale: 5, workers: 4}
        metrics: {interval: 200ms}
        pg_stats_interval: 200ms
        """);
    AtomicBoolean over = new AtomicBoolean();
    // whoever waits for the load asks often, and the server counts that as well
    CompletableFuture<Void> other =
        meanwhile.length == 0
            ? CompletableFuture.allOf()
            : CompletableFuture.runAsync(
                () -> disturb(over, meanwhile), task -> new Thread(task).start());
    Tool.Outcome outcome =
        Tool.run(
            Tool.environment(SERVER),
            "--rebuild",
            "-c",
            config.toString(),
            "-d",
            seconds,
            "--json",
            json.toString(),
            "--collect-pg-stats",
            "--csv",
            csv.toString());
    over.set(true);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    other.join();
    return new Told(
        new ObjectMapper().readTree(json.toFile()),
        outcome.out(),
        Files.readString(csv).lines().toList());
  }

  private static void disturb(AtomicBoolean over, String... statements) {
    try (Connection connection =
            DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
        Statement statement = connection.createStatement()) {
      while (!isLoaded(statement)) {
        // a run that failed must not be waited for
        assertThat(over).isFalse();
        LockSupport.parkNanos(10_000_000);
      }
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isLoaded(Statement statement) throws SQLException {
    try (ResultSet seen =
        statement.executeQuery(
            "SELECT FROM pg_stat_activity WHERE application_name ~ '^stormdb:[0-9a-f]{8}$'"
                + " AND query LIKE '%UPDATE%'")) {
      return seen.next();
    }
  }

  @Test
  void aHeldLockIsFoundAndSaid() throws IOException {
    Told told =
        run(
            "10s",
            "SELECT pg_sleep(3)",
            "BEGIN",
            "LOCK TABLE stormdb_simple.item IN EXCLUSIVE MODE",
            "SELECT pg_sleep(2)",
            "COMMIT");
    JsonNode longest = told.episodes().path(0);
    for (JsonNode episode : told.episodes()) {
      if (episode.get("length_ms").asDouble() > longest.get("length_ms").asDouble()) {
        longest = episode;
      }
    }
    assertThat(longest.path("length_ms").asDouble()).as(told.text()).isBetween(1_600.0, 4_000.0);
    assertThat(longest.get("lowest_tps").asDouble()).isZero();
    JsonNode cause = longest.path("causes").path(0);
    assertThat(cause.has("cause")).as(told.text()).isTrue();
    assertThat(cause.get("cause").asText()).isEqualTo("locks");
    assertThat(cause.get("metric").asText()).isEqualTo("load_waits_lock");
    assertThat(cause.get("strength").asText()).isEqualTo("seen");
    // four wait, unless a busy machine adds slow intervals before and after to the episode
    assertThat(cause.get("during").asDouble()).as(told.text()).isBetween(1.0, 4.0);
    assertThat(cause.get("usually").asDouble()).isLessThan(1);
    assertThat(told.text())
        .contains(
            "\nSlow Intervals:\n",
            "\n    Locks: load waits lock ",
            "the load was seen waiting for it (r = ");
  }

  @Test
  void aQuietRunIsAttributedToNothing() throws IOException {
    Told told = run("8s");
    // a machine that is busy with other things may hold the load up, but the server did nothing
    assertThat(told.json().findValuesAsText("cause")).as(told.text()).isEmpty();
    // such a machine also cuts intervals late, and the first ones are left out while TPS rise
    assertThat(told.json().at("/server_statistics/attribution/intervals").asInt())
        .isBetween(20, 41);
  }

  @Test
  void clientAndServerStandSideBySide() throws IOException {
    Told told = run("6s");
    assertThat(told.csv().get(0))
        .startsWith("start_s,length_s,measured,tps,qps,failed,retries,mean_ms,p50_ms,")
        .contains(",server_commits_per_s,", ",server_wal_bytes_per_s,");
    int columns = told.csv().get(0).split(",", -1).length;
    assertThat(told.csv())
        .hasSize(1 + told.json().get("intervals").size())
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    double commits = 0;
    for (JsonNode interval : told.json().get("intervals")) {
      assertThat(interval.at("/server/sampled_ms").asDouble()).isPositive();
      commits +=
          interval.at("/server/figures/commits_per_s").asDouble()
              * interval.get("length_ms").asDouble()
              / 1_000;
    }
    // sessions hand in their last second when they end, which may be after the last interval
    double committed = told.json().at("/performance/committed").asDouble();
    assertThat(commits).isBetween(committed * 0.5, committed * 1.1 + 100);
    JsonNode cost = told.json().at("/server_statistics/timeline/cost");
    assertThat(cost.get("samples").asLong()).isBetween(5L, 40L);
    assertThat(cost.get("server_cpu_percent").asDouble()).isPositive();
  }
}
