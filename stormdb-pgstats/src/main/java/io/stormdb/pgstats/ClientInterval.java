package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * What the client of a load saw in an interval.
 *
 * @param start from the start of the run, not negative
 * @param length of the interval, positive
 * @param tps successful transactions a second, not negative
 * @param p99 99th percentile of response times; empty when nothing succeeded
 */
public record ClientInterval(Duration start, Duration length, double tps, Optional<Duration> p99) {

  /** Checks all of it. */
  public ClientInterval {
    if (start.isNegative()) {
      throw new IllegalArgumentException("start must not be negative, was " + start);
    }
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("length must be positive, was " + length);
    }
    if (!(tps >= 0)) {
      throw new IllegalArgumentException("tps must be 0 or more, was " + tps);
    }
  }

  Duration end() {
    return start.plus(length);
  }
}
