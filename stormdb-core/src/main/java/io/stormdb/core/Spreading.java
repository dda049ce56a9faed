package io.stormdb.core;

/** How many of several connections come to one server when chance decides. */
final class Spreading {

  /** How seldom there may be more. */
  private static final double SELDOM = 1e-6;

  private Spreading() {}

  /**
   * Returns how many of them come to one server at most, but once in a million runs: the quantile
   * of the binomial distribution with n connections and p = 1 / servers, for which the
   * probabilities of n, n - 1, ... are added up as long as they stay small. Each follows from the
   * one before: P(k - 1) = P(k) k / (n - k + 1) (1 - p) / p.
   *
   * @param connections n, not negative
   * @param servers among which each connection chooses, independently of others; at least 1
   */
  static int most(int connections, int servers) {
    if (servers == 1) {
      return connections;
    }
    double odds = Math.log(servers - 1.0);
    // as a logarithm, because the probability that all come to one may be too small for a double
    double log = -connections * Math.log(servers);
    double above = 0;
    for (int k = connections; k > 0; k--) {
      above += Math.exp(log);
      if (above > SELDOM) {
        return k;
      }
      log += Math.log(k) - Math.log(connections - k + 1.0) + odds;
    }
    return 0;
  }
}
