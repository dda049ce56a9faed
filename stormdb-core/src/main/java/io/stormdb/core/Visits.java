package io.stormdb.core;

import java.time.Duration;
import java.util.Optional;

/**
 * The visits of users, measured part only.
 *
 * @param begun visits whose first transaction started
 * @param ended visits whose last transaction ended, also of those begun before
 * @param transactions of those that ended, from their first to their last
 * @param time of those that ended together, each from the start of its first transaction to the end
 *     of its last
 */
public record Visits(long begun, long ended, long transactions, Duration time) {

  /** Returns how many transactions one had. Empty when none ended. */
  public Optional<Double> meanTransactions() {
    return ended == 0 ? Optional.empty() : Optional.of(transactions / (double) ended);
  }

  /** Returns how long one was. Empty when none ended. */
  public Optional<Duration> meanTime() {
    return ended == 0 ? Optional.empty() : Optional.of(time.dividedBy(ended));
  }
}
