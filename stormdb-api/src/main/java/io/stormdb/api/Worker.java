package io.stormdb.api;

/**
 * The one who runs a transaction: a simulated user with its own thread, connection and random
 * numbers.
 */
public interface Worker {

  /** Returns the number of this worker, from 0 to {@link #count} minus 1. */
  int number();

  /** Returns how many workers there are. */
  int count();

  /**
   * Returns this worker's random numbers. They depend on the seed of the run and the number of the
   * worker alone. When a transaction is retried, its body sees the same numbers again.
   */
  Rng random();

  /**
   * Returns the session of the user that this worker is at present.
   *
   * @param type the class of what {@link SessionType#instantiate} returns
   * @throws IllegalStateException if there is none: the workload has no sessions, or a deferred
   *     transaction asks, which others run
   */
  default <S extends UserSession> S session(Class<S> type) {
    throw new IllegalStateException(
        "there is no session here; see Workload.sessions, and note that deferred transactions have none");
  }
}
