package io.stormdb.metrics.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Makes a run anew from blocks of its intervals, as {@link BlockBootstrap} explains.
 *
 * @param confidence greater than 0, less than 1
 * @param seed for what is drawn
 */
record Resampling(double confidence, long seed) {

  private static final int RESAMPLES = 2_000;
  private static final int FEWEST_BLOCKS = 10;

  /**
   * Returns the range of a figure.
   *
   * @param estimate the figure of the run as it was
   * @param influence how far each interval pulls the figure
   * @param usable whether there is a figure, given how often each interval was drawn
   * @param figure the figure then
   */
  BlockBootstrap.Range range(
      double estimate,
      double[] influence,
      Predicate<int[]> usable,
      ToDoubleFunction<int[]> figure) {
    int n = influence.length;
    int length = BlockLength.of(influence);
    SplittableRandom random = new SplittableRandom(seed);
    double[] figures = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      int[] weights;
      do {
        weights = draw(n, length, random);
      } while (!usable.test(weights));
      figures[i] = figure.applyAsDouble(weights);
    }
    Arrays.sort(figures);
    double blocks = n / (double) length;
    double t = new TDistribution(blocks - 1).inverseCumulativeProbability((1 + confidence) / 2);
    double tail =
        new NormalDistribution().cumulativeProbability(-t * Math.sqrt(blocks / (blocks - 1)));
    int cut = (int) Math.min(RESAMPLES / 2.0 - 1, Math.floor(tail * RESAMPLES));
    return new BlockBootstrap.Range(
        new ConfidenceInterval(estimate, figures[cut], figures[RESAMPLES - 1 - cut], confidence),
        length,
        blocks >= FEWEST_BLOCKS);
  }

  /** Returns how often each interval is drawn. */
  private static int[] draw(int n, int length, SplittableRandom random) {
    int[] weights = new int[n];
    for (int drawn = 0; drawn < n; drawn += length) {
      int start = random.nextInt(n);
      for (int i = 0; i < Math.min(length, n - drawn); i++) {
        weights[(start + i) % n]++;
      }
    }
    return weights;
  }
}
