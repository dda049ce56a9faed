package io.stormdb.core;

/**
 * The moments of a run, fixed before the first worker starts. A transaction belongs to the part in
 * which it was meant to start. Only a cancellation can move the end, and only to an earlier moment.
 */
final class Schedule {

  private final long startNanos;
  private final long measureFromNanos;
  private volatile long endNanos;

  /**
   * Fixes the moments.
   *
   * @param startNanos when workers start
   * @param warmupNanos how long nothing counts
   * @param durationNanos how long is measured; {@link Long#MAX_VALUE} for no limit
   */
  Schedule(long startNanos, long warmupNanos, long durationNanos) {
    this.startNanos = startNanos;
    this.measureFromNanos = startNanos + warmupNanos;
    this.endNanos =
        durationNanos == Long.MAX_VALUE ? Long.MAX_VALUE : measureFromNanos + durationNanos;
  }

  long startNanos() {
    return startNanos;
  }

  long measureFromNanos() {
    return measureFromNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** Returns whether a moment lies behind the end. */
  boolean isOver(long nanos) {
    long end = endNanos;
    return end != Long.MAX_VALUE && nanos - end >= 0;
  }

  /** Returns whether what starts at a moment counts. */
  boolean isMeasured(long nanos) {
    return nanos - measureFromNanos >= 0;
  }

  /** Returns how much of the time between two moments is measured. */
  long measuredNanos(long fromNanos, long toNanos) {
    long end = endNanos;
    long from = isMeasured(fromNanos) ? fromNanos : measureFromNanos;
    long to = end != Long.MAX_VALUE && toNanos - end > 0 ? end : toNanos;
    return Math.max(0, to - from);
  }

  /** Ends at the given moment, unless the end is earlier already. */
  synchronized void endAt(long nanos) {
    if (endNanos == Long.MAX_VALUE || nanos - endNanos < 0) {
      endNanos = nanos;
    }
  }
}
