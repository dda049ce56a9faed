package io.stormdb.api;

import java.util.random.RandomGenerator;

/**
 * A small, fast, reproducible generator of random numbers: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014, with the output function of Stafford's
 * variant 13). Its whole state is one number, which makes it cheap to start anew for each row of a
 * table, and to repeat what a retried transaction drew.
 *
 * <p>Not for cryptography. Not safe for use by more than one thread.
 */
public final class Rng implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Starts from a state; equal states give equal numbers. */
  public Rng(long state) {
    this.state = state;
  }

  /**
   * Returns a well-mixed state for a numbered member of a family of generators: neighbouring
   * numbers give unrelated sequences.
   *
   * @param seed of the family
   * @param number of the member
   */
  public static long stateOf(long seed, long number) {
    return mix(mix(seed + GOLDEN_GAMMA) ^ (number * 0xD1342543DE82EF95L));
  }

  /** Returns a well-mixed seed for a named family of generators. */
  public static long seedOf(long seed, String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN_GAMMA * (name.charAt(i) + 1L));
    }
    return hash;
  }

  /** Returns the state, with which the same numbers can be had again. */
  public long state() {
    return state;
  }

  /** Goes back to a state. */
  public void restore(long earlierState) {
    this.state = earlierState;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * Returns an evenly distributed number.
   *
   * @param from the smallest
   * @param to the largest; not below {@code from}
   */
  public long between(long from, long to) {
    if (to < from) {
      throw new IllegalArgumentException(
          "a range must not end (" + to + ") before it starts (" + from + ")");
    }
    long size = to - from + 1;
    // a size beyond Long.MAX_VALUE overflows; such ranges cover half of all numbers or more
    return size > 0 ? from + bounded(size) : wide(from, to);
  }

  /**
   * Returns an evenly distributed number.
   *
   * @param from the smallest
   * @param to the largest; not below {@code from}
   */
  public int between(int from, int to) {
    return (int) between((long) from, (long) to);
  }

  /**
   * Returns true with the given probability.
   *
   * @param probability from 0 to 1
   */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** Puts an array into random order: Fisher and Yates' shuffle, in Durstenfeld's form. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = between(0, i);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  private long wide(long from, long to) {
    long candidate = nextLong();
    while (candidate < from || candidate > to) {
      candidate = nextLong();
    }
    return candidate;
  }

  /** Lemire, "Fast random integer generation in an interval", 2019: unbiased, rarely divides. */
  private long bounded(long bound) {
    long random = nextLong();
    long high = unsignedMultiplyHigh(random, bound);
    long low = random * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        random = nextLong();
        high = unsignedMultiplyHigh(random, bound);
        low = random * bound;
      }
    }
    return high;
  }

  private static long unsignedMultiplyHigh(long x, long y) {
    return Math.multiplyHigh(x, y) + ((x >> 63) & y) + ((y >> 63) & x);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
