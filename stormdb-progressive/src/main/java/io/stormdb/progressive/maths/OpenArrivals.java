package io.stormdb.progressive.maths;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The wait at measured levels if transactions arrived by chance, at the measured rate: M/G/c with
 * the measured variation of service.
 *
 * @param demandSeconds D
 * @param servers c
 * @param variation C² of the time of service; empty if it was not measured
 */
record OpenArrivals(double demandSeconds, int servers, OptionalDouble variation) {

  /** Returns the wait at a throughput; infinite beyond what the servers can do, NaN without C². */
  double waitSeconds(double throughput) {
    return variation.isEmpty()
        ? Double.NaN
        : new OpenQueue(throughput, 1 / demandSeconds, servers)
            .meanWaitSeconds(1, variation.getAsDouble());
  }

  /**
   * Returns the lowest level at which the measured wait is neither that of the measured throughput,
   * nor of any that its error allows, at a confidence that is corrected for the number of levels
   * (Bonferroni); empty if there is none, or no error or variation is known.
   */
  OptionalDouble breaksDownAt(
      List<Measured> levels, double[] response, double[] errors, double confidence) {
    double quantile =
        new NormalDistribution(null, 0, 1)
            .inverseCumulativeProbability(1 - (1 - confidence) / 2 / levels.size());
    for (int i = 0; i < response.length; i++) {
      Measured level = levels.get(i);
      if (!(level.standardError() > 0)) {
        continue;
      }
      double apart = quantile * level.standardError();
      double low = waitSeconds(Math.max(level.throughput() - apart, level.throughput() * 1e-3));
      double high = waitSeconds(level.throughput() + apart);
      double wait = response[i] - demandSeconds;
      // NaN, where the variation is not known, is never beyond
      if (wait < low - quantile * errors[i] || wait > high + quantile * errors[i]) {
        return OptionalDouble.of(level.concurrency());
      }
    }
    return OptionalDouble.empty();
  }
}
