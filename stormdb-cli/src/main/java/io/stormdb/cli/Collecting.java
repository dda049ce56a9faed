package io.stormdb.cli;

import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the server looked at when the measured part of a run begins and when the run has ended, and
 * at its sessions four times a second in between. On a thread of its own, because a server that
 * answers late must not hold up the one that drives the run.
 */
final class Collecting implements RunListener, AutoCloseable {

  private static final long EVERY_MILLIS = 250;

  private final StatisticsCollector collector;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread statistics = new Thread(task, "stormdb-statistics");
            statistics.setDaemon(true);
            return statistics;
          });
  private boolean workersWait;
  private @Nullable ScheduledFuture<?> looks;

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
    looks =
        thread.scheduleWithFixedDelay(
            collector::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    if (workersWait) {
      looked.join();
    }
  }

  @Override
  public void ended() {
    if (looks != null) {
      looks.cancel(false);
    }
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
