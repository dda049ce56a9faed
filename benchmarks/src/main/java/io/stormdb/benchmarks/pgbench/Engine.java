package io.stormdb.benchmarks.pgbench;

import com.sun.management.OperatingSystemMXBean;
import io.stormdb.api.Finding;
import io.stormdb.core.CheckResult;
import io.stormdb.core.Connections;
import io.stormdb.core.Driver;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.metrics.Tally;
import io.stormdb.workloads.tpcc.TpccPlugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The engine in a process of its own: one run for each line of standard input, which is a number of
 * seconds, and a line of standard output for each, with transactions a second and microseconds of
 * CPU time a transaction. At the end of the input the data is checked.
 *
 * <p>Arguments: host, port, database, user, scale, script, clients, driver. The password is in the
 * environment.
 */
public final class Engine {

  static final String PASSWORD = "STORMDB_BENCHMARK_PASSWORD";

  private Engine() {}

  /** Runs until the end of standard input. */
  public static void main(String[] arguments) throws IOException {
    ServerAddress address =
        new ServerAddress(
            arguments[0],
            Integer.parseInt(arguments[1]),
            arguments[2],
            arguments[3],
            Optional.ofNullable(System.getenv(PASSWORD)).map(Password::of),
            SslMode.DISABLE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    StormDb db =
        StormDb.on(address.dataSource())
            .catalog(WorkloadCatalog.of(List.of(new PgbenchPlugin(), new TpccPlugin())));
    Script script = Script.named(arguments[5]);
    RunPlan plan =
        RunPlan.of(script.workload())
            .scale(script.scale(Integer.parseInt(arguments[4])))
            .workers(Integer.parseInt(arguments[6]))
            .connections(Connections.persistent().driver(Driver.valueOf(arguments[7])));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Sample sample =
          run(db, plan.end(RunPlan.End.after(Duration.ofSeconds(Long.parseLong(line)))));
      System.out.println(String.format(Locale.ROOT, "%.1f %.4f", sample.tps(), sample.cpuMicros()));
    }
    for (CheckResult check : db.verify(plan)) {
      if (check.verdict() == Finding.Verdict.FAIL) {
        throw new IllegalStateException("the data is wrong after the runs: " + check);
      }
    }
  }

  private static Sample run(StormDb db, RunPlan plan) {
    FromStart cpu = new FromStart();
    RunResult result = db.listen(cpu).run(plan);
    double micros = cpu.micros();
    if (result.status() != RunResult.Status.COMPLETED || result.counts().failed() > 0) {
      throw new IllegalStateException("the run failed: " + result.status() + result.errors());
    }
    double tps = result.tps().orElseThrow();
    double seconds = result.measured().toNanos() / 1e9;
    return new Sample(tps, micros / (tps * seconds));
  }

  /** CPU time of this process from the moment when all connections are there. */
  private static final class FromStart implements RunListener {

    private final OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long startedNanos;

    @Override
    public void started(RunPlan plan) {
      startedNanos = process.getProcessCpuTime();
    }

    @Override
    public void interval(
        Duration start, Duration length, boolean measured, Tally tally, Duration left) {
      // the result has it all
    }

    @Override
    public void degraded(String reason) {
      throw new IllegalStateException("the run was degraded: " + reason);
    }

    double micros() {
      return (process.getProcessCpuTime() - startedNanos) / 1e3;
    }
  }
}
