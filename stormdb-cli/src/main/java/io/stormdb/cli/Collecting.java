package io.stormdb.cli;

import io.stormdb.api.Sql;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.metrics.Tally;
import io.stormdb.pgstats.KnownLoad;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.StatisticsCollector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the server looked at when the measured part of a run begins and when the run has ended, and
 * in between at its counters now and then and at its sessions four times a second. On a thread of
 * its own, because a server that answers late must not hold up the one that drives the run.
 */
final class Collecting implements RunListener, AutoCloseable {

  private static final long EVERY_MILLIS = 250;

  private final StatisticsCollector collector;
  private final Duration every;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread statistics = new Thread(task, "stormdb-statistics");
            statistics.setDaemon(true);
            return statistics;
          });
  private final Set<Sql> ran = new LinkedHashSet<>();
  private final AtomicBoolean isDue = new AtomicBoolean();
  private boolean workersWait;
  private boolean eachInterval;
  private Duration sampledUntil = Duration.ZERO;
  private long startNanos;
  private boolean hasStart;
  private @Nullable ScheduledFuture<?> looks;
  private @Nullable ScheduledFuture<?> samples;

  /**
   * Prepares; connects only when the workers are connected, whose places it must not take.
   *
   * @param collector looks at the server; is closed with this
   * @param every how often it is to look at counters: with the intervals of the run if those are
   *     not longer
   */
  Collecting(StatisticsCollector collector, Duration every) {
    this.collector = collector;
    this.every = every;
  }

  @Override
  public void started(RunPlan plan) {
    workersWait = plan.warmup().isZero();
    eachInterval = every.compareTo(plan.interval()) >= 0;
    thread.execute(collector::connect);
  }

  @Override
  public void measuring() {
    CompletableFuture<Void> looked = later(collector::begin);
    looks =
        thread.scheduleWithFixedDelay(
            collector::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    if (!eachInterval) {
      samples =
          thread.scheduleAtFixedRate(
              collector::sample, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (workersWait) {
      looked.join();
    }
  }

  @Override
  public void ran(String schema, Collection<Sql> statements) {
    // of a run in steps, each says what it ran
    ran.addAll(statements);
    KnownLoad load = new KnownLoad(Optional.of(schema), ran);
    thread.execute(() -> collector.knows(load));
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    Duration end = start.plus(length);
    // it has just ended, a little more ago at one time than at another: the first start is the real
    long began = System.nanoTime() - end.toNanos();
    startNanos = hasStart ? Math.min(startNanos, began) : began;
    hasStart = true;
    if (measured && eachInterval) {
      // an interval may be cut some milliseconds late, and the next is shorter by that then
      boolean isTime =
          end.minus(sampledUntil).multipliedBy(2).compareTo(every.multipliedBy(2).minus(length))
              > 0;
      // a server that is behind must not have to answer for each interval that it has missed
      if (isTime && isDue.compareAndSet(false, true)) {
        sampledUntil = end;
        thread.execute(
            () -> {
              isDue.set(false);
              collector.sample();
            });
      }
    } else if (!measured) {
      sampledUntil = end;
    }
  }

  @Override
  public void ended() {
    for (ScheduledFuture<?> regular : Arrays.asList(looks, samples)) {
      if (regular != null) {
        regular.cancel(false);
      }
    }
    later(
            () -> {
              if (hasStart) {
                collector.origin(startNanos);
              }
              collector.end();
            })
        .join();
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
