package io.stormdb.metrics.statistics;

import java.time.Duration;
import java.util.Optional;

/**
 * Since when a series was steady, by MSER-5 (White, Cobb and Spratt, "A comparison of five
 * steady-state truncation heuristics for simulation", Winter Simulation Conference, 2000).
 *
 * <p>The n values are averaged in fives to k = ⌊n/5⌋ means Z<sub>i</sub>. The truncation point
 * d<sup>*</sup> is the d that makes the squared standard error of what is left smallest, 1/(k −
 * d)<sup>2</sup> · Σ<sub>i&gt;d</sub> (Z<sub>i</sub> − Z̄<sub>k,d</sub>)<sup>2</sup>. A d that
 * leaves fewer than five means is not looked at: a few like values by chance would always win. A
 * point in the last half means that the series did not settle.
 *
 * <p>The squared standard error changes little from d to d where a series is steady, so that the
 * smallest is often a chance one far inside: of 1,000 steady series of 60 independent values the
 * plain rule calls 530 steady from the start, and 88 not steady. So the earliest d is taken that is
 * worse than the smallest by no more than two relative standard errors of that, √(2/(k −
 * d<sup>*</sup> − 1)) each, after the one-standard-error rule of Breiman, Friedman, Olshen and
 * Stone ("Classification and Regression Trees", 1984, section 3.4.3). With two, 935 of those series
 * are called steady from the start; a step well above the noise is found as exactly as before.
 */
public sealed interface SteadyState {

  /** How many values are averaged to one Z. */
  int BATCH = 5;

  /** The fewest values from which anything is concluded: half of their ten means is five. */
  int FEWEST = 50;

  /** The fewest means that are left when the first ones are cut off. */
  int FEWEST_LEFT = 5;

  /** The whole series is steady. */
  record FromTheStart() implements SteadyState {}

  /**
   * The series is steady once its first intervals are left out.
   *
   * @param intervals how many to leave out, a multiple of {@link #BATCH}, at least 5
   */
  record After(int intervals) implements SteadyState {
    /** Checks the number of intervals. */
    public After {
      if (intervals < BATCH || intervals % BATCH != 0) {
        throw new IllegalArgumentException(
            "intervals must be a positive multiple of 5, was " + intervals);
      }
    }
  }

  /** The series did not settle before its last half. */
  record NotSteady() implements SteadyState {}

  /**
   * The series is too short to say.
   *
   * @param intervals how many there were, from 0 to {@link #FEWEST} − 1
   */
  record TooShort(int intervals) implements SteadyState {
    /** Checks the number of intervals. */
    public TooShort {
      if (intervals < 0 || intervals >= FEWEST) {
        throw new IllegalArgumentException("intervals must be from 0 to 49, was " + intervals);
      }
    }
  }

  /** Returns since when the values of equal intervals, oldest first, were steady. */
  static SteadyState of(double... values) {
    if (values.length < FEWEST) {
      return new TooShort(values.length);
    }
    int k = values.length / BATCH;
    int truncation = truncation(values, k);
    if (truncation == 0) {
      return new FromTheStart();
    }
    return 2 * truncation > k ? new NotSteady() : new After(truncation * BATCH);
  }

  /**
   * Returns how much longer the warm-up should be, or empty where the series does not show it.
   *
   * @param interval how long one interval is
   */
  default Optional<Duration> suggestedWarmup(Duration interval) {
    if (this instanceof FromTheStart) {
      return Optional.of(Duration.ZERO);
    }
    return this instanceof After after
        ? Optional.of(interval.multipliedBy(after.intervals()))
        : Optional.empty();
  }

  private static int truncation(double[] values, int k) {
    double[] criteria = new double[k - FEWEST_LEFT + 1];
    int best = criteria.length - 1;
    double mean = 0;
    double squares = 0;
    // backwards, so that each d adds one mean to those that it leaves (Welford 1962)
    for (int d = k - 1; d >= 0; d--) {
      double z = 0;
      for (int i = 0; i < BATCH; i++) {
        z += values[d * BATCH + i] / BATCH;
      }
      int left = k - d;
      double deviation = z - mean;
      mean += deviation / left;
      squares += deviation * (z - mean);
      if (left >= FEWEST_LEFT) {
        criteria[d] = squares / ((double) left * left);
        best = criteria[d] <= criteria[best] ? d : best;
      }
    }
    double noWorse = criteria[best] * (1 + 2 * Math.sqrt(2.0 / (k - best - 1)));
    int earliest = 0;
    while (criteria[earliest] > noWorse) {
      earliest++;
    }
    return earliest;
  }
}
