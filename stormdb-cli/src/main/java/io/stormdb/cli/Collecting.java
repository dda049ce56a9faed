package io.stormdb.cli;

import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Has the server looked at when the measured part of a run begins and when the run has ended. On a
 * thread of its own, because a server that answers late must not hold up the one that drives the
 * run.
 */
final class Collecting implements RunListener, AutoCloseable {

  private final StatisticsCollector collector;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread statistics = new Thread(task, "stormdb-statistics");
            statistics.setDaemon(true);
            return statistics;
          });
  private boolean workersWait;

  /**
   * Prepares; connects only when the workers are connected, whose places it must not take.
   *
   * @param collector looks at the server; is closed with this
   */
  Collecting(StatisticsCollector collector) {
    this.collector = collector;
  }

  @Override
  public void started(RunPlan plan) {
    workersWait = plan.warmup().isZero();
    thread.execute(collector::connect);
  }

  @Override
  public void measuring() {
    CompletableFuture<Void> looked = later(collector::begin);
    if (workersWait) {
      looked.join();
    }
  }

  @Override
  public void ended() {
    later(collector::end).join();
  }

  /** Returns what was found; empty if the run has not ended. */
  Optional<ServerStatistics> statistics() {
    return collector.statistics();
  }

  private CompletableFuture<Void> later(Runnable task) {
    return CompletableFuture.runAsync(task, thread);
  }

  @Override
  public void close() {
    later(collector::close).join();
    thread.shutdown();
  }
}
