package io.stormdb.workloads.simple;

import io.stormdb.api.Rng;
import io.stormdb.api.random.Permutation;
import io.stormdb.api.random.Zipf;

/**
 * How often which rows are asked for.
 *
 * <p>Where rows differ, popularity is given to ranks, and a {@link Permutation} scatters the ranks
 * over the table: popular rows are not neighbours on a page, as they would not be in a table that
 * people use. Which rows are popular follows from the seed of the data, so it is the same in every
 * run on the same data.
 */
sealed interface KeyDistribution {

  /**
   * Returns a chooser among the rows of a table.
   *
   * @param rows keys go from 1 to this; at least 1
   * @param dataSeed the seed of the load
   */
  KeyChooser over(long rows, long dataSeed);

  /** All rows alike. */
  record Uniform() implements KeyDistribution {
    @Override
    public KeyChooser over(long rows, long dataSeed) {
      return random -> random.between(1, rows);
    }
  }

  /**
   * By Zipf's law: the row of rank k is asked for k<sup>-θ</sup> times as often as that of rank 1.
   *
   * @param theta θ; 0 to 5
   */
  record Zipfian(double theta) implements KeyDistribution {

    static final double MOST = 5;

    /** Checks θ. */
    public Zipfian {
      if (!(theta >= 0 && theta <= MOST)) {
        throw new IllegalArgumentException("theta must be from 0 to " + MOST + ", was " + theta);
      }
    }

    @Override
    public KeyChooser over(long rows, long dataSeed) {
      Zipf zipf = new Zipf(rows, theta);
      Permutation scattered = new Permutation(rows, dataSeed);
      return random -> 1 + scattered.of(zipf.next(random) - 1);
    }
  }

  /**
   * Some rows often, all others seldom, and rows of either kind alike.
   *
   * @param fraction how many rows are hot, as a share of all; 0 to 1, rounded up to whole rows and
   *     at least one row
   * @param probability how often a hot row is asked for, as a share of all accesses; 0 to 1
   */
  record HotSet(double fraction, double probability) implements KeyDistribution {

    /** Checks both shares. */
    public HotSet {
      requireShare(fraction, "fraction");
      requireShare(probability, "probability");
    }

    private static void requireShare(double value, String what) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(what + " must be from 0 to 1, was " + value);
      }
    }

    /** Returns how many of a table's rows are hot. */
    long hotRows(long rows) {
      return Math.min(rows, Math.max(1, (long) Math.ceil(fraction * rows)));
    }

    @Override
    public KeyChooser over(long rows, long dataSeed) {
      long hot = hotRows(rows);
      if (hot == rows) {
        return new Uniform().over(rows, dataSeed);
      }
      Permutation scattered = new Permutation(rows, dataSeed);
      return random -> 1 + scattered.of(rank(random, hot, rows));
    }

    private long rank(Rng random, long hot, long rows) {
      return random.chance(probability)
          ? random.between(0, hot - 1)
          : random.between(hot, rows - 1);
    }
  }
}
