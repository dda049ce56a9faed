package io.stormdb.api.random;

import io.stormdb.api.Rng;

/**
 * A one-to-one mapping of the numbers from 0 to {@code size - 1} onto themselves that leaves no
 * visible order. Needs no memory for it, whatever the size.
 *
 * <p>It mixes the bits of a number within the smallest power of two that holds all of them; each
 * step (an odd multiplication, an addition, a shifted exclusive or) can be undone, so the mixing is
 * one-to-one. A result beyond the size is mixed again until it is within, which keeps it so (Black
 * and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002, "cycle-walking"). As the size is more
 * than half of the power of two, that takes fewer than two rounds on average.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Permutation {

  private static final int STEPS = 3;

  private final long size;
  private final long mask;
  private final int shift;
  private final long[] factors = new long[STEPS];
  private final long[] inverses = new long[STEPS];
  private final long[] summands = new long[STEPS];

  /**
   * Chooses one of many such mappings.
   *
   * @param size 1 to 2<sup>62</sup>
   * @param seed equal seeds give equal mappings
   * @throws IllegalArgumentException if the size is out of its range
   */
  public Permutation(long size, long seed) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException(
          "size of a permutation must be from 1 to 2^62, was " + size);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.size = size;
    this.mask = (1L << bits) - 1;
    // at least 1, because shifting by 0 would turn every number into 0
    this.shift = Math.max(1, (bits + 1) / 2);
    Rng random = new Rng(Rng.seedOf(seed, "permutation"));
    for (int step = 0; step < STEPS; step++) {
      factors[step] = random.nextLong() | 1;
      inverses[step] = inverseOf(factors[step]);
      summands[step] = random.nextLong();
    }
  }

  /**
   * Returns what a number is mapped onto.
   *
   * @param number 0 to {@code size - 1}
   */
  public long of(long number) {
    long mixed = mix(number);
    while (mixed >= size) {
      mixed = mix(mixed);
    }
    return mixed;
  }

  /**
   * Returns the number that is mapped onto another one: {@code inverse(of(x))} is {@code x}.
   *
   * @param image 0 to {@code size - 1}
   */
  public long inverse(long image) {
    long number = unmix(image);
    while (number >= size) {
      number = unmix(number);
    }
    return number;
  }

  private long unmix(long mixed) {
    long number = mixed;
    for (int step = STEPS - 1; step >= 0; step--) {
      // shifting by at least half of the bits is undone by doing it again
      number ^= number >>> shift;
      number = ((number - summands[step]) * inverses[step]) & mask;
    }
    return number;
  }

  /** Newton's iteration: each step doubles the number of low bits that are right, from 3. */
  private static long inverseOf(long odd) {
    long inverse = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  private long mix(long number) {
    long mixed = number;
    for (int step = 0; step < STEPS; step++) {
      mixed = (mixed * factors[step] + summands[step]) & mask;
      mixed ^= mixed >>> shift;
    }
    return mixed;
  }
}
