package io.stormdb.core;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes a server fall silent once, 2 s after the start of an open loop, and takes down when that
 * began, when it ended, and when nothing waited any more.
 */
final class Silence implements RunListener {

  private final FreezableProxy proxy;
  private final Duration meant;
  private final Duration period;
  private long answered;
  private volatile long fromNanos;
  private volatile long toNanos;
  private long madeUpNanos;

  /**
   * Prepares.
   *
   * @param proxy stands before the server
   * @param meant how long it shall be, at least
   * @param period between two transactions
   */
  Silence(FreezableProxy proxy, Duration meant, Duration period) {
    this.proxy = proxy;
    this.meant = meant;
    this.period = period;
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    answered += Counts.sum(tally.types().stream().map(TypeTally::counts).toList()).total();
    Duration end = start.plus(length);
    if (fromNanos == 0 && end.compareTo(Duration.ofSeconds(2)) >= 0) {
      proxy.freeze();
      fromNanos = System.nanoTime();
      CompletableFuture.runAsync(
          this::end, CompletableFuture.delayedExecutor(meant.toMillis(), TimeUnit.MILLISECONDS));
    } else if (toNanos != 0 && madeUpNanos == 0 && answered >= end.dividedBy(period)) {
      madeUpNanos = System.nanoTime();
    }
  }

  private void end() {
    toNanos = System.nanoTime();
    proxy.thaw();
  }

  /** Returns from its beginning to its end. */
  Duration length() {
    return Duration.ofNanos(toNanos - fromNanos);
  }

  /**
   * Returns from its beginning until all that had been due were answered.
   *
   * @param endedNanos when the run ended, in case that they never were
   */
  Duration lengthAndWhatItLeft(long endedNanos) {
    return Duration.ofNanos((madeUpNanos == 0 ? endedNanos : madeUpNanos) - fromNanos);
  }
}
