package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the process of the load driver needed while it measured, and how promptly it ran. Immutable.
 *
 * @param watched how long; positive
 * @param processors how many the process may use; at least 1
 * @param cpu the CPU time that the process used; empty if the system does not tell
 * @param machine the share of all CPU time of the machine that somebody used, this process
 *     included, 0 to 1; empty if the system does not tell
 * @param pauses how often the garbage collector stopped all threads
 * @param paused how long, in all, to the millisecond
 * @param longestPause the longest of these pauses; those within 20 ms of each other may count as
 *     one
 * @param lag how late a thread woke up that slept to a given moment, each 20 ms; to two significant
 *     digits
 * @param wakeUps how late workers woke up that had been waiting for a transaction of an open loop
 *     to be due; none in a closed loop
 */
public record ClientUse(
    Duration watched,
    int processors,
    Optional<Duration> cpu,
    OptionalDouble machine,
    long pauses,
    Duration paused,
    Duration longestPause,
    Latencies lag,
    Latencies wakeUps) {

  /** Checks the ranges. */
  public ClientUse {
    if (watched.isZero() || watched.isNegative()) {
      throw new IllegalArgumentException("watched must be positive, was " + watched);
    }
    if (processors < 1) {
      throw new IllegalArgumentException("processors must be at least 1, was " + processors);
    }
    if (machine.isPresent() && !(machine.getAsDouble() >= 0 && machine.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "machine must be from 0 to 1, was " + machine.getAsDouble());
    }
  }

  /** Returns the share of its processors that the process used, 0 to 1; empty if not known. */
  public OptionalDouble share() {
    return cpu.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.min(1, cpu.get().toNanos() / (watched.toNanos() * (double) processors)));
  }

  /** Returns the share of the time in which the garbage collector stopped all threads, 0 to 1. */
  public double pausedShare() {
    return Math.min(1, paused.toNanos() / (double) watched.toNanos());
  }
}
