package io.stormdb.workloads.bulk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a step.
 *
 * @param combination that ran
 * @param batches committed in the time measured
 * @param rowsPerSecond rows of committed batches over the time measured; empty if there was none
 * @param p95 of the time of a batch; empty if none was committed
 * @param found rows in the table after it
 * @param reported rows of batches that were committed in it, those of the warm-up included
 * @param waitedShare the share of their time that workers waited for rows, 0 to 1; empty if that
 *     was not measured
 */
record Measurement(
    Combination combination,
    long batches,
    Optional<Double> rowsPerSecond,
    Optional<Duration> p95,
    long found,
    long reported,
    OptionalDouble waitedShare) {

  /** From here on, the rows come too slowly rather than go too slowly. */
  static final double MOST_WAITED = 0.05;

  /** With fewer, one batch more or less at either end of the time measured is too much of it. */
  static final int FEWEST_BATCHES = 10;

  boolean isTooShort() {
    return batches < FEWEST_BATCHES;
  }

  boolean isLimitedByGenerator() {
    return waitedShare.orElse(0) > MOST_WAITED;
  }
}
