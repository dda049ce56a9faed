package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the workers of an open loop take their work from. Safe for use by many threads. */
final class OpenLoop {

  private final Arrivals arrivals;
  private final Schedule schedule;
  private final AtomicLong left;
  private final LongAdder unissued = new LongAdder();

  /**
   * Makes one.
   *
   * @param limit how many transactions of the measured part there may be
   */
  OpenLoop(Arrivals arrivals, Schedule schedule, long limit) {
    this.arrivals = arrivals;
    this.schedule = schedule;
    this.left = new AtomicLong(limit);
  }

  /**
   * Takes the next transaction.
   *
   * @return when it is meant to start; {@link Arrivals#NEVER} if there is none before the end
   */
  long take() {
    long intended = arrivals.nextNanos();
    if (intended == Arrivals.NEVER || schedule.isOver(intended)) {
      return Arrivals.NEVER;
    }
    return schedule.isMeasured(intended) && left.getAndDecrement() <= 0 ? Arrivals.NEVER : intended;
  }

  /** Returns whether the measured part has had all the transactions that it may have. */
  boolean isExhausted() {
    return left.get() <= 0;
  }

  /** Says that a transaction could not be started before the end, though it was due. */
  void unissued(long intended) {
    if (schedule.isMeasured(intended) && !schedule.isOver(intended)) {
      unissued.increment();
    }
  }

  /**
   * Counts what was due before the end and never taken. To be called once, when no worker is left
   * and the end of the run is known.
   *
   * @param startDelays of those that were started
   */
  RunResult.OpenLoop end(Latencies startDelays) {
    for (long intended = take(); intended != Arrivals.NEVER; intended = take()) {
      unissued(intended);
    }
    return new RunResult.OpenLoop(
        startDelays.count() + unissued.sum(), unissued.sum(), startDelays);
  }
}
