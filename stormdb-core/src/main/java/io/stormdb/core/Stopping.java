package io.stormdb.core;

import io.stormdb.metrics.statistics.ConfidenceInterval;
import java.util.Optional;

/**
 * Whether a run that was to go on until TPS is known ended because it was.
 *
 * @param looks how often it was looked whether TPS is known well enough, not negative
 * @param reached TPS at the look that ended the run, at the confidence of that look; empty when the
 *     run ended for another reason
 */
public record Stopping(int looks, Optional<ConfidenceInterval> reached) {

  /** Checks the number of looks. */
  public Stopping {
    if (looks < 0) {
      throw new IllegalArgumentException("looks must not be negative, was " + looks);
    }
  }
}
