package io.stormdb.pgstats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Between which values a series stays if nothing happens to it, on the side that matters.
 *
 * <p>The middle is the median m, the spread s is 1.4826 times the median absolute deviation from it
 * (Hampel, "The influence curve and its role in robust estimation", Journal of the American
 * Statistical Association 69, 1974): both stay what they are when up to half of the values are
 * wild. The limit is m ± k·s, with k such that of n independent values of a normal distribution one
 * or more lie outside in 5 runs of a hundred: Φ(k) = 0.95<sup>1/n</sup>, and at least 3, the usual
 * limit (Leys and others, "Detecting outliers", Journal of Experimental Social Psychology 49,
 * 2013). Latencies are judged by their logarithms, as they are skewed.
 *
 * <p>A limit is never nearer to the median than what somebody would care about: a fifth less TPS,
 * or half as much latency again. The series of a constant rate hardly varies, and every small
 * difference would be outside. And however much TPS vary, less than a tenth of the median is
 * outside.
 *
 * @param median the middle
 * @param limit the last value that is not outside
 */
public record Band(double median, double limit) {

  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double NORMAL_CONSISTENT = 1.4826;
  private static final double RUNS_WITHOUT_FALSE_ALARM = 0.95;
  private static final double FEWEST_DEVIATIONS = 3;
  private static final double LEAST_LOSS_OF_TPS = 0.2;
  private static final double MOST_LOSS_OF_TPS = 0.9;
  private static final double LEAST_GROWTH_OF_LATENCY = 1.5;

  /** Returns the band of TPS: a value below the limit is outside. */
  static Band ofTps(double[] values) {
    double middle = median(values);
    double limit = middle - deviations(values.length) * spread(values, middle);
    return new Band(
        middle,
        Math.max(
            middle * (1 - MOST_LOSS_OF_TPS), Math.min(limit, middle * (1 - LEAST_LOSS_OF_TPS))));
  }

  /** Returns the band of positive latencies: a value above the limit is outside. */
  static Band ofLatency(double[] values) {
    double[] logarithms = Arrays.stream(values).map(Math::log).toArray();
    double middle = median(logarithms);
    double limit = middle + deviations(values.length) * spread(logarithms, middle);
    return new Band(
        Math.exp(middle), Math.exp(Math.max(limit, middle + Math.log(LEAST_GROWTH_OF_LATENCY))));
  }

  private static double spread(double[] values, double middle) {
    return NORMAL_CONSISTENT
        * median(Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray());
  }

  private static double deviations(int n) {
    return Math.max(
        FEWEST_DEVIATIONS,
        NORMAL.inverseCumulativeProbability(Math.pow(RUNS_WITHOUT_FALSE_ALARM, 1.0 / n)));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
