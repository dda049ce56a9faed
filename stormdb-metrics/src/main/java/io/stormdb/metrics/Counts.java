package io.stormdb.metrics;

import java.util.Collection;

/**
 * Counts of transactions.
 *
 * @param committed committed
 * @param rolledBack rolled back as expected
 * @param failed failed for good
 * @param retries tries beyond the first, whatever came of them
 */
public record Counts(long committed, long rolledBack, long failed, long retries) {

  /** Nothing counted. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0);

  /** Returns transactions that ended, in whatever way. */
  public long total() {
    return committed + rolledBack + failed;
  }

  /**
   * Returns transactions that did what they were meant to: committed, or rolled back as expected.
   */
  public long successful() {
    return committed + rolledBack;
  }

  /** Returns the sum of two counts. */
  public Counts plus(Counts other) {
    return new Counts(
        committed + other.committed,
        rolledBack + other.rolledBack,
        failed + other.failed,
        retries + other.retries);
  }

  /** Returns what has been added since an earlier count. */
  public Counts minus(Counts earlier) {
    return new Counts(
        committed - earlier.committed,
        rolledBack - earlier.rolledBack,
        failed - earlier.failed,
        retries - earlier.retries);
  }

  /** Returns the sum of many counts. */
  public static Counts sum(Collection<Counts> counts) {
    return counts.stream().reduce(ZERO, Counts::plus);
  }
}
