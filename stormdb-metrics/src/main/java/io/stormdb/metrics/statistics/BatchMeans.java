package io.stormdb.metrics.statistics;

import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The confidence interval of the mean of an autocorrelated series, by batch means.
 *
 * <p>Neighbouring values are averaged to 10 to 30 batches (Schmeiser, "Batch size effects in the
 * analysis of simulation output", Operations Research 30, 1982). The most batches are taken whose
 * means do not show autocorrelation: about 30, then about 20, then about 10. If those still show
 * it, the interval is likely to be too narrow and not to be trusted. Autocorrelation is judged by
 * von Neumann's C = 1 − Σ(Y<sub>i</sub> − Y<sub>i−1</sub>)<sup>2</sup> / 2Σ(Y<sub>i</sub> −
 * Ȳ)<sup>2</sup>, of variance (b − 2)/(b<sup>2</sup> − 1) for b independent means (Fishman,
 * "Grouping observations in digital simulation", Management Science 24, 1978), one-sided at 5 %.
 *
 * @param interval the interval, about the mean of all values
 * @param batches b, from 10 to 30
 * @param intervalsPerBatch how many values make a batch, at least 1
 * @param autocorrelation C of the batch means
 * @param trusted whether the batch means show no autocorrelation
 */
public record BatchMeans(
    ConfidenceInterval interval,
    int batches,
    int intervalsPerBatch,
    double autocorrelation,
    boolean trusted) {

  /** The fewest values from which an interval is computed. */
  public static final int FEWEST = 10;

  private static final double Z_95 = new NormalDistribution().inverseCumulativeProbability(0.95);

  /** Checks the sizes. */
  public BatchMeans {
    if (batches < 10 || batches > 30) {
      throw new IllegalArgumentException("batches must be from 10 to 30, was " + batches);
    }
    if (intervalsPerBatch < 1) {
      throw new IllegalArgumentException(
          "intervalsPerBatch must be at least 1, was " + intervalsPerBatch);
    }
  }

  /**
   * Returns the interval of the mean of {@code values}, oldest first; empty when there are fewer
   * than {@link #FEWEST}.
   *
   * @param confidence greater than 0, less than 1
   */
  public static Optional<BatchMeans> of(double[] values, double confidence) {
    ConfidenceInterval.requireConfidence(confidence);
    int n = values.length;
    if (n < FEWEST) {
      return Optional.empty();
    }
    BatchMeans result = batched(values, (n + 29) / 30, confidence);
    for (int size : new int[] {(n + 19) / 20, n / 10}) {
      if (!result.trusted && size > result.intervalsPerBatch && n / size >= 10) {
        result = batched(values, size, confidence);
      }
    }
    return Optional.of(result);
  }

  private static BatchMeans batched(double[] values, int size, double confidence) {
    int b = values.length / size;
    // what does not fill a batch is left out at the start, which is nearest to the warm-up
    int first = values.length - b * size;
    double[] means = new double[b];
    for (int i = 0; i < b; i++) {
      means[i] = mean(values, first + i * size, first + (i + 1) * size);
    }
    double centre = mean(means, 0, b);
    double squares = 0;
    double steps = 0;
    for (int i = 0; i < b; i++) {
      squares += (means[i] - centre) * (means[i] - centre);
      steps += i == 0 ? 0 : (means[i] - means[i - 1]) * (means[i] - means[i - 1]);
    }
    double c = squares == 0 ? 0 : 1 - steps / (2 * squares);
    double t = new TDistribution(b - 1).inverseCumulativeProbability((1 + confidence) / 2);
    double half = t * Math.sqrt(squares / (b - 1) / b);
    double estimate = mean(values, 0, values.length);
    double limit = Z_95 * Math.sqrt((b - 2) / ((double) b * b - 1));
    return new BatchMeans(
        new ConfidenceInterval(estimate, estimate - half, estimate + half, confidence),
        b,
        size,
        c,
        c <= limit);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
