package io.stormdb.pgstats;

import io.stormdb.api.Rng;

/**
 * How closely two series of equal intervals go together, one of them up to {@link #MOST_LAG}
 * intervals ahead or behind.
 *
 * <p>The statistic is the largest of Pearson's coefficients r over the lags. How often chance gives
 * as large a one is found by permuting the first series (Good, "Permutation, Parametric and
 * Bootstrap Tests of Hypotheses", 2005, section 3.5): p = (1 + those as large) / (1 +
 * permutations). Neighbours in such series are alike, and to permute them one by one would take
 * every slow wave for evidence, so they are permuted in blocks. A block is as long as one
 * independent value of the pair is worth: n / n<sub>e</sub> = 1 + 2 Σ<sub>k</sub> (1 − k/n)
 * ρ<sub>x</sub>(k) ρ<sub>y</sub>(k), with the autocorrelations ρ up to the first k where their
 * product is not positive, rounded up (Bartlett, "Some aspects of the time-correlation problem",
 * Journal of the Royal Statistical Society 98, 1935).
 *
 * @param r from −1 to 1; the largest over the lags
 * @param lag by how many intervals the first series is ahead of the second, where r is largest
 * @param pValue greater than 0, at most 1
 */
record CrossCorrelation(double r, int lag, double pValue) {

  static final int MOST_LAG = 2;

  private static final int MOST_PERMUTATIONS = 1_999;
  private static final int FEWEST_PERMUTATIONS = 499;

  /**
   * How many products a correlation may cost, so that a long run does not keep its user waiting.
   */
  private static final long MOST_PRODUCTS = 20_000_000;

  /**
   * Returns how they go together.
   *
   * @param x the series that may be ahead; must vary
   * @param y the other, as long; must vary
   * @param seed where the permutations come from
   */
  static CrossCorrelation of(double[] x, double[] y, long seed) {
    double[] first = standardized(x);
    double[] second = standardized(y);
    int lag = bestLag(first, second);
    double r = at(first, second, lag);
    int block = blockLength(first, second);
    int permutations =
        (int)
            Math.max(
                FEWEST_PERMUTATIONS,
                Math.min(MOST_PERMUTATIONS, MOST_PRODUCTS / ((2L * MOST_LAG + 1) * x.length)));
    Rng random = new Rng(seed);
    int asLarge = 0;
    for (int i = 0; i < permutations; i++) {
      double[] permuted = permuted(first, block, random);
      if (at(permuted, second, bestLag(permuted, second)) >= r - 1e-12) {
        asLarge++;
      }
    }
    return new CrossCorrelation(r, lag, (1.0 + asLarge) / (1.0 + permutations));
  }

  /** Returns whether a series has more than one value. */
  static boolean varies(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many neighbours have to stay together. */
  static int blockLength(double[] x, double[] y) {
    int n = x.length;
    double sum = 0;
    for (int k = 1; k < n / 2; k++) {
      double product = autocorrelation(x, k) * autocorrelation(y, k);
      if (product <= 0) {
        break;
      }
      sum += (1 - k / (double) n) * product;
    }
    return (int) Math.ceil(1 + 2 * sum);
  }

  private static double autocorrelation(double[] values, int k) {
    double sum = 0;
    for (int i = k; i < values.length; i++) {
      sum += values[i] * values[i - k];
    }
    return sum / values.length;
  }

  private static int bestLag(double[] x, double[] y) {
    int best = 0;
    for (int lag : new int[] {1, -1, 2, -2}) {
      if (at(x, y, lag) > at(x, y, best)) {
        best = lag;
      }
    }
    return best;
  }

  /** Values without a partner are left out of the sum and not of its divisor, which favours 0. */
  private static double at(double[] x, double[] y, int lag) {
    double sum = 0;
    for (int i = Math.max(0, -lag); i < Math.min(x.length, x.length - lag); i++) {
      sum += x[i] * y[i + lag];
    }
    return sum / x.length;
  }

  private static double[] standardized(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    double[] standardized = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      standardized[i] = (values[i] - mean) / Math.sqrt(squares);
    }
    return standardized;
  }

  /** Returns the blocks of a series, of which the first begins anywhere, in another order. */
  private static double[] permuted(double[] values, int block, Rng random) {
    int n = values.length;
    int blocks = (n + block - 1) / block;
    int offset = random.nextInt(n);
    int[] order = new int[blocks];
    for (int i = 0; i < blocks; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    double[] permuted = new double[n];
    int to = 0;
    for (int number : order) {
      for (int i = number * block; i < Math.min(n, (number + 1) * block); i++) {
        permuted[to++] = values[(i + offset) % n];
      }
    }
    return permuted;
  }
}
