package io.stormdb.core;

import java.util.Arrays;
import java.util.List;

/**
 * The load of a run that changes, on its clock. The warm-up has the load of the first phase.
 * Immutable; each question takes O(log n) of n phases, and allocates nothing.
 */
final class PhasePlan {

  private final Schedule schedule;
  private final Levels levels;

  /** When each phase ends, from the end of the warm-up. */
  private final long[] endNanos;

  /**
   * Makes one.
   *
   * @param schedule fixes when it begins
   * @param phases one after another, from the end of the warm-up; none if the load changes by a
   *     shape
   * @param levels workers in a closed loop, transactions a second in an open one
   */
  PhasePlan(Schedule schedule, List<Phase> phases, Levels levels) {
    this.schedule = schedule;
    this.levels = levels;
    this.endNanos = phases.stream().mapToLong(phase -> phase.duration().toNanos()).toArray();
    Arrays.parallelPrefix(endNanos, Long::sum);
  }

  /**
   * Returns the number of the phase at a moment, from 0; what is after the last belongs to it. 0 if
   * there are none.
   */
  int indexAt(long nanos) {
    int found = Arrays.binarySearch(endNanos, nanos - schedule.measureFromNanos());
    // a phase has ended at the moment of its end, and is the one before its end otherwise
    int index = found >= 0 ? found + 1 : -found - 1;
    return Math.max(0, Math.min(index, endNanos.length - 1));
  }

  /** Returns when the phase that a moment belongs to ends: never if there are none. */
  long endNanos(long nanos) {
    return endNanos.length == 0
        ? Long.MAX_VALUE
        : schedule.measureFromNanos() + endNanos[indexAt(nanos)];
  }

  /**
   * Returns when a worker of a closed loop may start a transaction: the moment given, or a later
   * one, or {@link Arrivals#NEVER}. With a level between two whole numbers, the nearest counts.
   *
   * @param worker its number, from 0
   */
  long turnNanos(int worker, long nanos) {
    double now = (nanos - schedule.startNanos()) / 1e9;
    double turn = levels.whereAtLeast(now, worker + 0.5);
    if (turn == now) {
      return nanos;
    }
    return turn == Double.POSITIVE_INFINITY
        ? Arrivals.NEVER
        : schedule.startNanos() + (long) Math.ceil(turn * 1e9);
  }
}
