package io.stormdb.benchmarks;

import io.stormdb.core.LoadListener;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One load that watches its own heap; {@link LoadMemory} starts it. Looks at the heap right after a
 * full collection, some times a second: collections that come by themselves are too few in a short
 * load, and leave behind what a later one would have found.
 */
final class MeasuredLoad implements LoadListener {

  /** The environment variable with the password of the database. */
  static final String PASSWORD = "STORMDB_BENCHMARK_PASSWORD";

  private static final long EVERY_NANOS = 400_000_000L;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long lookedNanos = System.nanoTime();
  private long afterCollectionBytes;
  private long collections;

  /** Loads what its three words say: URL, user, and number of warehouses. */
  public static void main(String[] words) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(words[0]);
    dataSource.setUser(words[1]);
    dataSource.setPassword(Objects.requireNonNull(System.getenv(PASSWORD), PASSWORD));
    Tpcc tpcc = new Tpcc(dataSource, Integer.parseInt(words[2]));
    MeasuredLoad watch = new MeasuredLoad();
    tpcc.copy(watch);
    System.out.println(watch.peaks().format());
    tpcc.drop();
  }

  @Override
  public void progress(Progress progress) {
    if (System.nanoTime() - lookedNanos < EVERY_NANOS) {
      return;
    }
    System.gc();
    afterCollectionBytes = Math.max(afterCollectionBytes, memory.getHeapMemoryUsage().getUsed());
    collections++;
    lookedNanos = System.nanoTime();
  }

  /** The parts of the heap need not have been fullest at the same time, so this may be too much. */
  private HeapPeaks peaks() {
    long usedBytes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    return new HeapPeaks(afterCollectionBytes, usedBytes, collections);
  }
}
