package io.stormdb.core;

import java.util.List;

/**
 * The load of a run that changes, on its clock. The warm-up has the load of the first phase.
 * Immutable.
 *
 * @param schedule fixes when it begins
 * @param phases one after another, from the end of the warm-up; none if the load changes by a shape
 * @param levels workers in a closed loop, transactions a second in an open one
 */
record PhasePlan(Schedule schedule, List<Phase> phases, Levels levels) {

  /** Keeps a copy. */
  PhasePlan {
    phases = List.copyOf(phases);
  }

  /**
   * Returns the number of the phase at a moment, from 0; what is after the last belongs to it. 0 if
   * there are none.
   */
  int indexAt(long nanos) {
    long left = nanos - schedule.measureFromNanos();
    int last = Math.max(0, phases.size() - 1);
    for (int phase = 0; phase < last; phase++) {
      left -= phases.get(phase).duration().toNanos();
      if (left < 0) {
        return phase;
      }
    }
    return last;
  }

  /** Returns when the phase that a moment belongs to ends: never if there are none. */
  long endNanos(long nanos) {
    if (phases.isEmpty()) {
      return Long.MAX_VALUE;
    }
    int index = indexAt(nanos);
    long end = schedule.measureFromNanos();
    for (int phase = 0; phase <= index; phase++) {
      end += phases.get(phase).duration().toNanos();
    }
    return end;
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
