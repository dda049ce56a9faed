package io.stormdb.core;

import io.stormdb.api.Pause;
import java.util.Optional;

/** What makes a transaction start. */
public sealed interface Load {

  /** Returns a closed loop with the pauses of the workload. */
  static Load closed() {
    return new Closed(Optional.empty());
  }

  /** Returns an open loop with an even timetable. */
  static Load open(Rate rate) {
    return new Open(rate, Timetable.CONSTANT);
  }

  /**
   * The end of the one before: each worker starts its next transaction when its last one has ended
   * and it has paused. A server that stalls gets no new transactions meanwhile, so their waiting is
   * not seen.
   *
   * @param thinkTime the pause after each transaction, or empty for that of the workload
   */
  record Closed(Optional<Pause> thinkTime) implements Load {}

  /**
   * The clock: transactions start by a timetable, whether or not those before have ended. A worker
   * that is free takes the next. When all are busy, those that are due wait, and that is part of
   * their response time. Pauses of the workload have no meaning here.
   *
   * @param rate how many start in a time; positive
   * @param timetable how they are spread
   */
  record Open(Rate rate, Timetable timetable) implements Load {
    /** Checks the rate. */
    public Open {
      if (rate.perSecond() == 0) {
        throw new IllegalArgumentException("rate must be positive, was 0/s");
      }
    }
  }

  /** How the transactions of an open loop are spread over time. */
  enum Timetable {
    /** At even distances. */
    CONSTANT,
    /** At random, independent of each other, as from many users: a Poisson process. */
    POISSON
  }
}
