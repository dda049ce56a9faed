package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * How the load changes over the measured time by itself: the rate in an open loop, the number of
 * workers in a closed one.
 */
public sealed interface Shape {

  /** Returns a load that does not change, but for the phases of the plan. */
  static Shape constant() {
    return new Constant();
  }

  /** Returns one cycle over the whole duration. */
  static Shape sine(double low) {
    return new Sine(low, Optional.empty());
  }

  /** Returns one cycle after another. */
  static Shape sine(double low, Duration period) {
    return new Sine(low, Optional.of(period));
  }

  /** No change, but for the phases of the plan. */
  record Constant() implements Shape {}

  /**
   * A cycle, as days have: up and down along a sine. Each begins at its lowest point and is at the
   * level of the plan in its middle.
   *
   * @param low the lowest point as a share of the level of the plan; 0 to 1
   * @param period how long a cycle is, at least 100 ms; empty for the duration of the plan
   */
  record Sine(double low, Optional<Duration> period) implements Shape {
    /** Checks the values. */
    public Sine {
      if (!(low >= 0 && low <= 1)) {
        throw new IllegalArgumentException("low of a sine must be from 0 to 1, was " + low);
      }
      if (period.isPresent() && period.get().compareTo(Duration.ofMillis(100)) < 0) {
        throw new IllegalArgumentException(
            "period of a sine must be at least 100ms, was "
                + (period.get().isNegative() ? period.get() : GoDuration.format(period.get())));
      }
    }
  }
}
