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
}
