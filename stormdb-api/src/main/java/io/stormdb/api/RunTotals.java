package io.stormdb.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the measured part of a run came to, for a workload that audits it. */
public interface RunTotals {

  /** Returns how long was measured. */
  Duration measured();

  /**
   * Returns how many transactions of a type were committed; 0 for a name that is not a type's. A
   * deferred transaction is counted under {@code <name>_deferred} when it was executed.
   */
  long committed(String transaction);

  /** Returns how many transactions of a type were rolled back as expected. */
  long rolledBack(String transaction);

  /** Returns how many transactions of a type failed. */
  long failed(String transaction);

  /** Returns the value of a counter; 0 when nothing was counted. */
  long counted(Counter counter);

  /** Returns what a counter came to in the warm-up, which the measured part does not have. */
  default long warmupCounted(Counter counter) {
    return 0;
  }

  /** Returns how many values of a measure there are; 0 when nothing was measured. */
  default long measuredCount(Measure measure) {
    return 0;
  }

  /** Returns the mean of the values of a measure, or empty when there is none. */
  default OptionalDouble measuredMean(Measure measure) {
    return OptionalDouble.empty();
  }

  /**
   * Returns a percentile of the response time of the transactions of a type that did not fail, or
   * empty when there were none.
   *
   * @param percentile greater than 0, at most 100
   */
  Optional<Duration> percentile(String transaction, double percentile);

  /** Returns the mean response time of the transactions of a type that did not fail. */
  Optional<Duration> mean(String transaction);
}
