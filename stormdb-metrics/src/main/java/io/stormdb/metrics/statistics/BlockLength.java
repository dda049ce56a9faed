package io.stormdb.metrics.statistics;

import java.util.Arrays;

/**
 * How many neighbours of a series must stay together when it is resampled, by D. N. Politis and H.
 * White, "Automatic block-length selection for the dependent bootstrap", Econometric Reviews 23,
 * 2004, corrected by A. Patton, D. N. Politis and H. White, Econometric Reviews 28, 2009, for the
 * circular block bootstrap:
 *
 * <p>b = (2 G<sup>2</sup> / D)<sup>1/3</sup> n<sup>1/3</sup>, with G = Σ λ(k/M) |k| R(k), D = 4/3
 * (Σ λ(k/M) R(k))<sup>2</sup>, R(k) the autocovariance at lag k from −M to M, λ(t) = 1 up to |t| =
 * ½ and 2(1 − |t|) up to 1. M is twice the lag after which autocorrelation is insignificant, less
 * than 2 √(log<sub>10</sub> n / n), for K = max(5, √log<sub>10</sub> n) lags.
 */
final class BlockLength {

  private static final int LAGS_IN_A_ROW = 5;

  private BlockLength() {}

  /** Returns the length, from 1 to a third of the series. */
  static int of(double[] series) {
    int n = series.length;
    int longest = Math.max(1, Math.min((int) Math.ceil(3 * Math.sqrt(n)), n / 3));
    int mostLags = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + LAGS_IN_A_ROW);
    double[] covariance = autocovariance(series, mostLags);
    // what is left of rounding in a series that never changes is no autocorrelation
    if (covariance[0] <= 1e-24 * Arrays.stream(series).map(v -> v * v).sum()) {
      return 1;
    }
    int window = Math.min(2 * Math.max(1, lastSignificantLag(covariance, n)), mostLags);
    double g = 0;
    double spectrum = covariance[0];
    for (int k = 1; k <= window; k++) {
      double t = k / (double) window;
      double lambda = t <= 0.5 ? 1 : 2 * (1 - t);
      g += 2 * lambda * k * covariance[k];
      spectrum += 2 * lambda * covariance[k];
    }
    double d = 4.0 / 3 * spectrum * spectrum;
    double length = Math.cbrt(2 * g * g / d) * Math.cbrt(n);
    return Double.isFinite(length) ? (int) Math.max(1, Math.min(longest, Math.round(length))) : 1;
  }

  /** Returns the lag after which several in a row are insignificant; the last one if none is. */
  private static int lastSignificantLag(double[] covariance, int n) {
    double limit = 2 * Math.sqrt(Math.log10(n) / n) * covariance[0];
    int insignificant = 0;
    for (int lag = 1; lag < covariance.length; lag++) {
      insignificant = Math.abs(covariance[lag]) < limit ? insignificant + 1 : 0;
      if (insignificant == LAGS_IN_A_ROW) {
        return lag - LAGS_IN_A_ROW;
      }
    }
    return covariance.length - 1 - insignificant;
  }

  private static double[] autocovariance(double[] series, int mostLags) {
    int n = series.length;
    double mean = 0;
    for (double value : series) {
      mean += value / n;
    }
    double[] covariance = new double[mostLags + 1];
    for (int lag = 0; lag <= mostLags; lag++) {
      for (int i = lag; i < n; i++) {
        covariance[lag] += (series[i] - mean) * (series[i - lag] - mean) / n;
      }
    }
    return covariance;
  }
}
