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

  private static final long MILLISECOND = 1_000_000;

  private final Rng random;
  private final long firstLimitNanos;
  private final long lastLimitNanos;

  private Backoff(Rng random, long firstLimitNanos, long lastLimitNanos) {
    this.random = random;
    this.firstLimitNanos = firstLimitNanos;
    this.lastLimitNanos = lastLimitNanos;
  }

  /**
   * Starts the waits before a transaction is tried again: up to 1 ms after the first try, up to 64
   * ms after the seventh and later.
   *
   * @param random of its own, so that a wait does not change what the workload draws
   */
  static Backoff ofTransactions(Rng random) {
    return new Backoff(random, MILLISECOND, 64 * MILLISECOND);
  }

  /**
   * Starts the waits of those who have lost their connection: up to 50 ms before the first attempt,
   * up to 2 s before the seventh and later.
   *
   * @param random of its own
   */
  static Backoff ofConnections(Rng random) {
    return new Backoff(random, 50 * MILLISECOND, 2_000 * MILLISECOND);
  }

  /**
   * Draws the next wait.
   *
   * @param tries how many have failed, from 1
   * @return nanoseconds
   */
  long nextNanos(int tries) {
    int doublings = Math.min(tries - 1, Long.numberOfLeadingZeros(firstLimitNanos) - 2);
    return random.between(0, Math.min(firstLimitNanos << doublings, lastLimitNanos));
  }
}
