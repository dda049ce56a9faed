package io.stormdb.benchmarks.health;

import io.stormdb.core.ClientHealth;
import io.stormdb.core.ClientUse;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One run, in a process of its own that somebody has made as weak as is to be tried. Prints one
 * line: the grade, what was observed of the client, and how far response times and TPS are from
 * what they would be without the client.
 *
 * <p>Arguments are {@code name=value}: {@code port}, {@code password}, {@code workers}, {@code
 * rate} (transactions a second; 0 for a closed loop), {@code seconds}, and the parameters of {@link
 * SleepPlugin}.
 */
public final class HealthRun {

  private HealthRun() {}

  /** Runs. */
  public static void main(String[] words) {
    Map<String, String> given = new HashMap<>();
    for (String word : words) {
      given.put(word.replaceFirst("=.*", ""), word.replaceFirst("[^=]*=", ""));
    }
    ServerAddress address =
        new ServerAddress(
            "127.0.0.1",
            number(given, "port"),
            "postgres",
            "postgres",
            Optional.of(Password.of(given.getOrDefault("password", ""))),
            SslMode.DISABLE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    RunPlan plan =
        RunPlan.of(SleepPlugin.NAME)
            .workers(number(given, "workers"))
            .parameter("cpu", given.getOrDefault("cpu", "0"))
            .parameter("garbage", given.getOrDefault("garbage", "0"))
            .parameter("kept", given.getOrDefault("kept", "0"))
            .warmup(Duration.ofSeconds(2))
            .duration(Duration.ofSeconds(number(given, "seconds")));
    int rate = number(given, "rate");
    RunResult result =
        StormDb.on(address.dataSource())
            .catalog(WorkloadCatalog.of(List.of(new SleepPlugin())))
            .run(rate == 0 ? plan : plan.rate(Rate.perSecond(rate)));
    System.out.println(line(result, number(given, "cpu"), rate));
  }

  private static int number(Map<String, String> given, String name) {
    return Integer.parseInt(given.getOrDefault(name, "0"));
  }

  private static String line(RunResult result, int cpuMicros, int rate) {
    ClientHealth health = result.client().orElseThrow();
    ClientUse use = health.use();
    double alone = SleepPlugin.SLEEP_TIME.toNanos() / 1e6 + cpuMicros / 1e3;
    Latencies latencies = result.latencies();
    double wanted = rate == 0 ? result.plan().workers() / alone * 1e3 : rate;
    return String.format(
        Locale.ROOT,
        "%s  cpu %5.1f%%  machine %5.1f%%  lag p99 %7.2f  late p99 %7.2f  gc %5.2f%% longest %5d"
            + "  over by p50 %7.2f p95 %7.2f p99 %7.2f  TPS %7.1f of %7.1f (%5.1f%%)",
        health.grade(),
        100 * use.share().orElse(-1),
        100 * use.machine().orElse(-1),
        millis(use.lag(), 99),
        millis(use.wakeUps(), 99),
        100 * use.pausedShare(),
        use.longestPause().toMillis(),
        millis(latencies, 50) - alone,
        millis(latencies, 95) - alone,
        millis(latencies, 99) - alone,
        result.tps().orElse(0.0),
        wanted,
        100 * result.tps().orElse(0.0) / wanted);
  }

  private static double millis(Latencies latencies, double percentile) {
    return latencies.percentile(percentile).map(Duration::toNanos).orElse(0L) / 1e6;
  }
}
