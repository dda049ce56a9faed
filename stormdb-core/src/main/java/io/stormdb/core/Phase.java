package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of the measured time with a load of its own.
 *
 * @param duration how long it lasts, the ramp included; at least 100 ms
 * @param workers how many work in a closed loop, from 0; empty for those of the plan
 * @param rate how many transactions start in an open loop; empty for that of the plan
 * @param ramp how long the load takes to change, evenly, from that of the phase before; at most
 *     {@code duration}
 * @param mix weights of transaction types by name, for types whose weight is another one here; not
 *     negative
 */
public record Phase(
    Duration duration,
    OptionalInt workers,
    Optional<Rate> rate,
    Duration ramp,
    Map<String, Integer> mix) {

  /** Checks all values. */
  public Phase {
    mix = Map.copyOf(mix);
    if (duration.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException(
          "duration of a phase must be at least 100ms, was " + GoDuration.format(duration));
    }
    if (workers.isPresent() && workers.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "workers of a phase must not be negative, was " + workers.getAsInt());
    }
    if (workers.isPresent() && rate.isPresent()) {
      throw new IllegalArgumentException(
          "a phase must have workers (closed loop) or a rate (open loop), had both: %d and %s"
              .formatted(workers.getAsInt(), rate.get()));
    }
    if (ramp.isNegative() || ramp.compareTo(duration) > 0) {
      throw new IllegalArgumentException(
          "ramp of a phase must be from 0s to its duration (%s), was %s"
              .formatted(GoDuration.format(duration), GoDuration.format(ramp)));
    }
    mix.forEach(
        (type, weight) -> {
          if (weight < 0) {
            throw new IllegalArgumentException(
                "weight of '%s' in a phase must not be negative, was %d".formatted(type, weight));
          }
        });
  }

  /** Returns a phase with the load of the plan. */
  public static Phase of(Duration duration) {
    return new Phase(duration, OptionalInt.empty(), Optional.empty(), Duration.ZERO, Map.of());
  }

  /** Returns a copy with so many workers. */
  public Phase workers(int newWorkers) {
    return new Phase(duration, OptionalInt.of(newWorkers), rate, ramp, mix);
  }

  /** Returns a copy with another rate. */
  public Phase rate(Rate newRate) {
    return new Phase(duration, workers, Optional.of(newRate), ramp, mix);
  }

  /** Returns a copy whose load changes evenly. */
  public Phase ramp(Duration newRamp) {
    return new Phase(duration, workers, rate, newRamp, mix);
  }

  /** Returns a copy with other weights. */
  public Phase mix(Map<String, Integer> newMix) {
    return new Phase(duration, workers, rate, ramp, newMix);
  }
}
