package io.stormdb.core;

import io.stormdb.api.Rng;

/**
 * How long a transaction waits before it is tried again: an even choice from nothing to a limit
 * that doubles with each try ("full jitter" in M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015). Transactions that got into each other's way once would meet again if
 * all of them came back at once.
 *
 * <p>Belongs to one thread.
 */
final class Backoff {

  private static final long FIRST_LIMIT_NANOS = 1_000_000;
  private static final int MOST_DOUBLINGS = 6;

  private final Rng random;

  /**
   * Starts a sequence of waits.
   *
   * @param random of its own, so that a wait does not change what the workload draws
   */
  Backoff(Rng random) {
    this.random = random;
  }

  /**
   * Draws the next wait: up to 1 ms after the first try, up to 64 ms after the seventh and later.
   *
   * @param tries how many have failed, from 1
   * @return nanoseconds
   */
  long nextNanos(int tries) {
    return random.between(0, FIRST_LIMIT_NANOS << Math.min(tries - 1, MOST_DOUBLINGS));
  }
}
