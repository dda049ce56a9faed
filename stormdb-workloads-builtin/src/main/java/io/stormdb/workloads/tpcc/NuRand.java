package io.stormdb.workloads.tpcc;

import io.stormdb.api.Rng;

/**
 * The non-uniform random numbers of clause 2.1.6: {@code ((random(0, a) | random(x, y)) + c) mod (y
 * - x + 1) + x}. Some values come far more often than others, which is where caches and locks are
 * put to the test.
 *
 * @param a one less than a power of two; fixed by the standard for each use
 * @param x the smallest value
 * @param y the largest value; not below {@code x}
 * @param c the constant of the run; 0 to {@code a}
 */
record NuRand(int a, int x, int y, int c) {

  static final int LAST_NAME_A = 255;
  static final int CUSTOMER_A = 1_023;
  static final int ITEM_A = 8_191;

  NuRand {
    if (a < 1 || (a & (a + 1)) != 0) {
      throw new IllegalArgumentException("a must be a power of two minus 1, was " + a);
    }
    if (x < 0 || y < x) {
      throw new IllegalArgumentException(
          "values must satisfy 0 <= x <= y, were x %d, y %d".formatted(x, y));
    }
    if (c < 0 || c > a) {
      throw new IllegalArgumentException("c must be from 0 to %d, was %d".formatted(a, c));
    }
  }

  /** Returns the numbers of last names, with a given constant. */
  static NuRand lastName(int c) {
    return new NuRand(LAST_NAME_A, 0, LastNames.COUNT - 1, c);
  }

  /** Returns the numbers of customers, with a given constant. */
  static NuRand customer(int c) {
    return new NuRand(CUSTOMER_A, 1, Cardinality.CUSTOMERS_A_DISTRICT, c);
  }

  /** Returns the numbers of items, with a given constant. */
  static NuRand item(int c) {
    return new NuRand(ITEM_A, 1, Cardinality.ITEMS, c);
  }

  /** Returns how many values there are. */
  int size() {
    return y - x + 1;
  }

  /** Draws a value from {@code x} to {@code y}. */
  int draw(Rng random) {
    return valueOf(random.between(0, a) | random.between(x, y));
  }

  private int valueOf(int ored) {
    return (ored + c) % size() + x;
  }

  /**
   * Returns the exact probability of each value, that of {@code x} first.
   *
   * <p>The bits of {@code p | q} lie within a set of bits exactly if those of {@code p} and those
   * of {@code q} do. So count for each set how many {@code p}, and how many {@code q}, lie within
   * it (the zeta transform over subsets); the product counts the pairs; and the inverse transform
   * turns "within" into "equal to".
   */
  double[] probabilities() {
    int bits = 32 - Integer.numberOfLeadingZeros(a | y);
    long[] within = new long[1 << bits];
    long[] right = new long[1 << bits];
    for (int p = 0; p <= a; p++) {
      within[p] = 1;
    }
    for (int q = x; q <= y; q++) {
      right[q] = 1;
    }
    addSubsets(within, bits, 1);
    addSubsets(right, bits, 1);
    for (int set = 0; set < within.length; set++) {
      within[set] *= right[set];
    }
    addSubsets(within, bits, -1);
    double[] probabilities = new double[size()];
    double pairs = (a + 1.0) * size();
    for (int ored = 0; ored < within.length; ored++) {
      probabilities[valueOf(ored) - x] += within[ored] / pairs;
    }
    return probabilities;
  }

  private static void addSubsets(long[] counts, int bits, int sign) {
    for (int bit = 1; bit < 1 << bits; bit <<= 1) {
      for (int block = bit; block < counts.length; block += 2 * bit) {
        for (int set = block; set < block + bit; set++) {
          counts[set] += sign * counts[set - bit];
        }
      }
    }
  }
}
