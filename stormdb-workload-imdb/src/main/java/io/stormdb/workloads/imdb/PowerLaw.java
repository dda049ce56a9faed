package io.stormdb.workloads.imdb;

/**
 * Shares out a number of things among ranks so that a rank k gets a part of about k<sup>-θ</sup>:
 * what the integral of that function from k - 1/2 to k + 1/2 comes to, rounded such that the parts
 * add up to the total. Immutable.
 */
final class PowerLaw {

  private final long total;
  private final double exponent;
  private final double first;
  private final double whole;

  /**
   * Prepares it.
   *
   * @param total how many things; not negative
   * @param ranks how many ranks; at least 1
   * @param theta from 0, less than 1
   */
  PowerLaw(long total, long ranks, double theta) {
    this.total = total;
    this.exponent = 1 - theta;
    this.first = Math.pow(0.5, exponent);
    this.whole = integral(ranks);
  }

  private double integral(long rank) {
    return Math.pow(rank + 0.5, exponent) - first;
  }

  /** Returns how many things the ranks from 1 to this one have. */
  long upTo(long rank) {
    return (long) (total * (integral(rank) / whole));
  }

  /** Returns how many things a rank has. */
  int of(long rank) {
    return (int) (upTo(rank) - upTo(rank - 1));
  }
}
