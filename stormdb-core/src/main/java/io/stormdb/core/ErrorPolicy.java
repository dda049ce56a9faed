package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * When a run goes on in spite of errors, and when it does not.
 *
 * @param onError what happens after a transaction that failed for good
 * @param limit the largest share of failed transactions; empty if any share will do
 * @param longestOutage how long all workers together may be without a connection; 100 ms to 366
 *     days
 */
public record ErrorPolicy(OnError onError, Optional<ErrorLimit> limit, Duration longestOutage) {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Go on within any share of errors, and through outages of up to five minutes. */
  public static final ErrorPolicy DEFAULT =
      new ErrorPolicy(OnError.CONTINUE, Optional.empty(), Duration.ofMinutes(5));

  /** What happens after a transaction that failed for good. */
  public enum OnError {
    /** The next one. */
    CONTINUE,
    /** The run ends, and has failed. */
    ABORT
  }

  /** Checks the longest outage. */
  public ErrorPolicy {
    if (longestOutage.compareTo(SHORTEST) < 0 || longestOutage.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "max-outage must be from 100ms to 366 days, was "
              + (longestOutage.isNegative() ? longestOutage : GoDuration.format(longestOutage)));
    }
  }

  /** Returns a copy that does something else after an error. */
  public ErrorPolicy onError(OnError newOnError) {
    return new ErrorPolicy(newOnError, limit, longestOutage);
  }

  /** Returns a copy that ends a run in which more fails. */
  public ErrorPolicy limit(ErrorLimit newLimit) {
    return new ErrorPolicy(onError, Optional.of(newLimit), longestOutage);
  }

  /** Returns a copy that waits longer or shorter for a server that is gone. */
  public ErrorPolicy longestOutage(Duration newLongest) {
    return new ErrorPolicy(onError, limit, newLongest);
  }
}
