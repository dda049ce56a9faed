package io.stormdb.benchmarks.health;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.SchemaContext;
import io.stormdb.api.Sql;
import io.stormdb.api.TransactionType;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadContext;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Transactions that take the server a known time and none of its processors, and the client as much
 * of its own, and as much memory, as is asked for.
 */
public final class SleepPlugin implements WorkloadPlugin {

  static final String NAME = "sleep";

  /** How long the server takes. */
  static final Duration SLEEP_TIME = Duration.ofMillis(5);

  private static final Sql SLEEP = Sql.of("sleep", "SELECT 1 FROM pg_sleep(0.005)");

  @Override
  public PluginInfo info() {
    return new PluginInfo(NAME, "1.0", "Sleeps.", "StormDB");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            NAME,
            List.of(),
            NAME,
            "Sleeps.",
            "nothing",
            1,
            1,
            List.of(
                Parameter.integer("cpu", 0, 0, 1_000_000, "us", "time of a processor in each"),
                Parameter.integer("garbage", 0, 0, 100_000, "kB", "memory that each allocates"),
                Parameter.integer("kept", 0, 0, 1_000_000, "kB", "memory of each worker"))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Sleep(
        parameters.integer("cpu") * 1_000L,
        (int) parameters.integer("garbage") * 1_024,
        (int) parameters.integer("kept") * 1_024);
  }

  /** What the client does of its own in each transaction. */
  private static final class Burden {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CHUNK = 16 * 1_024;

    private final Queue<byte[]> kept = new ArrayDeque<>();
    private int keptBytes;

    void bear(long cpuNanos, int garbageBytes, int mostKept) {
      for (int bytes = 0; bytes < garbageBytes; bytes += CHUNK) {
        kept.add(new byte[CHUNK]);
        keptBytes += CHUNK;
        while (keptBytes > mostKept) {
          keptBytes -= CHUNK;
          kept.remove();
        }
      }
      if (cpuNanos > 0) {
        long until = THREADS.getCurrentThreadCpuTime() + cpuNanos;
        while (THREADS.getCurrentThreadCpuTime() < until) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private record Sleep(long cpuNanos, int garbageBytes, int keptBytes) implements Workload {

    @Override
    public void createSchema(SchemaContext db) throws SQLException {
      db.execute("CREATE TABLE nothing (id bigint)");
    }

    @Override
    public void load(LoadContext load) throws SQLException {
      load.copy("nothing", "id").rows(1, (row, number, random) -> row.add(number));
    }

    @Override
    public List<TransactionType> transactions(WorkloadContext context) {
      return List.of(
          TransactionType.of(
              NAME,
              1,
              Burden::new,
              (worker, burden) -> {},
              (tx, burden) -> {
                tx.query(SLEEP).firstLong();
                burden.bear(cpuNanos, garbageBytes, keptBytes);
              }));
    }
  }
}
