package io.stormdb.api.random;

import java.util.random.RandomGenerator;

/**
 * Zipf's distribution over the ranks 1 to n: rank k has probability k<sup>-θ</sup> /
 * (1<sup>-θ</sup> + 2<sup>-θ</sup> + ... + n<sup>-θ</sup>).
 *
 * <p>Exact for every n and θ, without a table and without summing up the denominator: rejection-
 * inversion by W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from
 * monotone discrete distributions", ACM TOMACS 6(3), 1996, algorithm RI. With h(x) = x<sup>-θ</sup>
 * and H its integral, a point u is drawn evenly from (H(1.5) - h(1), H(n + 0.5)]; the rank nearest
 * to x = H<sup>-1</sup>(u) is taken when u lies within the last h(k) below H(k + 0.5), which is
 * where its probability sits, and otherwise u is drawn again. More than nine of ten are taken.
 *
 * <p>Immutable; safe for use by many threads, each with its own generator.
 */
public final class Zipf {

  /** Below this, a quotient of two differences near 0 is better computed by its series. */
  private static final double NEAR_ZERO = 1e-8;

  private final long ranks;
  private final double theta;
  private final double integralFrom;
  private final double integralTo;
  private final double always;

  /**
   * Prepares the constants of a distribution.
   *
   * @param ranks n, at least 1
   * @param theta θ, not negative; 0 makes all ranks alike
   * @throws IllegalArgumentException if either is out of its range
   */
  public Zipf(long ranks, double theta) {
    if (ranks < 1) {
      throw new IllegalArgumentException("ranks must be at least 1, was " + ranks);
    }
    if (!(theta >= 0) || Double.isInfinite(theta)) {
      throw new IllegalArgumentException("theta must be at least 0 and finite, was " + theta);
    }
    this.ranks = ranks;
    this.theta = theta;
    this.integralFrom = integral(1.5) - 1;
    this.integralTo = integral(ranks + 0.5);
    // h falls ever more slowly, so what is safe for the second rank is safe for all that follow
    this.always = 2 - inverse(integral(2.5) - density(2));
  }

  /** Draws a rank, from 1 to n. */
  public long next(RandomGenerator random) {
    while (true) {
      double u = integralTo + random.nextDouble() * (integralFrom - integralTo);
      double x = inverse(u);
      // rounding errors at either end must not leave the range
      long rank = Math.min(ranks, Math.max(1, Math.round(x)));
      if (rank - x <= always || u >= integral(rank + 0.5) - density((double) rank)) {
        return rank;
      }
    }
  }

  /** Returns h(x). */
  private double density(double x) {
    return Math.exp(-theta * Math.log(x));
  }

  /** Returns H(x), chosen so that H(1) = 0: (x<sup>1-θ</sup> - 1) / (1 - θ), or ln x for θ = 1. */
  private double integral(double x) {
    double log = Math.log(x);
    double t = (1 - theta) * log;
    return log * (Math.abs(t) < NEAR_ZERO ? 1 + t / 2 : Math.expm1(t) / t);
  }

  /** Returns the x whose H(x) is y: (1 + (1 - θ) y)<sup>1/(1-θ)</sup>, or e<sup>y</sup>. */
  private double inverse(double y) {
    // H stays below 1 / (θ - 1) for θ above 1; a rounding error must not take it there
    double t = Math.max(-1, (1 - theta) * y);
    return Math.exp(y * (Math.abs(t) < NEAR_ZERO ? 1 - t / 2 : Math.log1p(t) / t));
  }
}
