package io.stormdb.core;

import io.stormdb.api.Rng;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the transactions of an open loop are meant to start, one after another. Shared by all
 * workers: each that is free takes the next. No lock, and nothing is allocated.
 */
@FunctionalInterface
interface Arrivals {

  /** No moment at all: there is nothing more to start. */
  long NEVER = Long.MAX_VALUE;

  /** Takes the next moment by the clock of the run, not before any that was taken earlier. */
  long nextNanos();

  /**
   * Returns moments at even distances, or at distances that follow a rate that changes. Each is
   * computed from its number, so errors do not add up.
   *
   * @param rates transactions a second
   * @param startNanos when the run starts
   */
  static Arrivals constant(Levels rates, long startNanos) {
    AtomicLong number = new AtomicLong();
    return () -> nanos(rates.whereAreaExceeds((double) number.getAndIncrement()), startNanos);
  }

  /**
   * Returns the moments of a Poisson process: exponential distances in operational time, the area
   * below the rate (E. Çinlar, "Introduction to Stochastic Processes", 1975, section 4.7).
   *
   * @param rates transactions a second
   * @param startNanos when the run starts
   * @param seed decides about the moments
   */
  static Arrivals poisson(Levels rates, long startNanos, long seed) {
    AtomicLong areaBits = new AtomicLong(Double.doubleToLongBits(0));
    return () -> {
      while (true) {
        long bits = areaBits.getPlain();
        double area = Double.longBitsToDouble(bits);
        // the distance follows from the sum before it: one number is all that workers share
        double uniform = ((Rng.stateOf(seed, bits) >>> 11) + 0.5) * 0x1p-53;
        double next = Math.max(area - Math.log(uniform), Math.nextUp(area));
        if (areaBits.weakCompareAndSetVolatile(bits, Double.doubleToLongBits(next))) {
          return nanos(rates.whereAreaExceeds(next), startNanos);
        }
      }
    };
  }

  private static long nanos(double seconds, long startNanos) {
    return seconds < Long.MAX_VALUE / 2e9 ? startNanos + Math.round(seconds * 1e9) : NEVER;
  }
}
