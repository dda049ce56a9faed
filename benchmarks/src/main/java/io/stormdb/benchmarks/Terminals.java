package io.stormdb.benchmarks;

import io.stormdb.core.ConnectionFigures;
import io.stormdb.core.Connections;
import io.stormdb.core.Phase;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import io.stormdb.metrics.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Runs TPC-C with the keying and think times of the standard, with thousands of terminals over a
 * few connections, and says whether they kept their pace and what that took. Ends with status 1 if
 * they did not, 2 if it could not be measured.
 *
 * <p>Options: {@code --terminals} (10000), {@code --connections} (64), {@code --warehouses} (10),
 * {@code --ramp} (60: how long they take to come, all at once would be a crowd at the pool) and
 * {@code --seconds} (60).
 */
public final class Terminals {

  /**
   * How long a transaction takes with its pauses, on average: keying and think times of clause
   * 5.2.5.7, in a deck of 23 cards with ten New-Orders, ten Payments and one of each other type.
   */
  private static final double CYCLE_SECONDS = (10 * 30 + 10 * 15 + 12 + 7 + 7) / 23.0;

  private static final double PACE = 0.95;

  private Terminals() {}

  /** Runs, and ends the process. */
  public static void main(String[] words) throws Exception {
    System.exit(run(words));
  }

  private static int run(String[] words) throws IOException {
    Arguments arguments;
    try {
      arguments =
          Arguments.parse(
              words,
              Map.of(
                  "terminals", 10_000,
                  "connections", 64,
                  "warehouses", 10,
                  "ramp", 60,
                  "seconds", 60));
    } catch (IllegalArgumentException e) {
      System.err.println("Terminals: " + e.getMessage());
      return 2;
    }
    ServerOptions options =
        ServerOptions.defaults().setting("shared_buffers", "1GB").setting("fsync", "off");
    try (EmbeddedServer server = EmbeddedServer.start(options)) {
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setURL(server.jdbcUrl());
      dataSource.setUser(server.user());
      dataSource.setPassword(server.password());
      RunPlan plan =
          RunPlan.of("tpcc")
              .scale(arguments.get("warehouses"))
              .parameter("pacing", "spec")
              .workers(arguments.get("terminals"))
              .connections(Connections.pooled(arguments.get("connections")))
              .phases(phases(arguments));
      StormDb stormDb = StormDb.on(dataSource);
      stormDb.rebuild(plan);
      long cpuBefore = cpuNanos();
      return report(stormDb.run(plan), cpuNanos() - cpuBefore);
    }
  }

  private static List<Phase> phases(Arguments arguments) {
    Duration ramp = Duration.ofSeconds(arguments.get("ramp"));
    return List.of(
        Phase.of(ramp).ramp(ramp), Phase.of(Duration.ofSeconds(arguments.get("seconds"))));
  }

  private static int report(RunResult result, long cpuNanos) throws IOException {
    double expected = result.plan().workers() / CYCLE_SECONDS;
    RunResult.PhaseTotals steady = result.phases().get(result.phases().size() - 1);
    double tps = steady.tps();
    result.degraded().forEach(reason -> print("degraded: %s", reason));
    print("terminals: %d, %s", result.plan().workers(), result.status());
    print("transactions/s: %.1f of %.1f (%.3f)", tps, expected, tps / expected);
    print("failed: %d", result.counts().failed());
    print(
        "response time p50 %s, p99 %s",
        percentile(steady.latencies(), 50), percentile(steady.latencies(), 99));
    ConnectionFigures connections = result.connections();
    print(
        "wait for a connection p99 %s, max %s",
        connections.waits().percentile(99).orElse(Duration.ZERO),
        connections.waits().max().orElse(Duration.ZERO));
    double seconds = result.measured().toNanos() / 1e9;
    print("processors used by this process: %.2f", cpuNanos / 1e9 / seconds);
    for (String line : memory()) {
      print("%s", line);
    }
    return result.status() == RunResult.Status.COMPLETED && tps >= PACE * expected ? 0 : 1;
  }

  private static Duration percentile(Latencies latencies, double percentile) {
    return latencies.percentile(percentile).orElse(Duration.ZERO);
  }

  private static long cpuNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("this system does not tell CPU time"))
        .toNanos();
  }

  /** Returns the most memory that was resident, as Linux tells it; nothing elsewhere. */
  private static List<String> memory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).toList();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
