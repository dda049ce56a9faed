package io.stormdb.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Confidence intervals of the mean and of percentiles of all values of a run, by the circular block
 * bootstrap over its intervals (D. N. Politis and J. P. Romano, "A circular block-resampling
 * procedure for stationary data", 1992; H. R. Künsch, Annals of Statistics 17, 1989).
 *
 * <p>A run is made anew 2,000 times from blocks of neighbouring intervals, drawn with replacement;
 * the values of the drawn intervals are put together, and the figure is taken of all of them.
 * Neighbours stay together because what happens in one second depends on the second before; {@link
 * BlockLength} says how many, by the figure's own influence series: how far each interval pulls it.
 * The ends of the interval are percentiles of the 2,000 figures, moved out by what few blocks make
 * them too narrow: at Φ(−√(m/(m − 1)) t<sub>m−1</sub>) for m blocks (T. Hesterberg, "What teachers
 * should know about the bootstrap", American Statistician 69, 2015).
 *
 * <p>Immutable; the same seed gives the same intervals.
 */
public final class BlockBootstrap {

  /** The fewest intervals from which a range is computed. */
  public static final int FEWEST = 20;

  private final List<Frequencies> intervals;
  private final double confidence;
  private final long seed;

  /**
   * The range of a figure.
   *
   * @param interval in the unit of the values
   * @param blockLength how many intervals stayed together, at least 1
   * @param trusted whether ten blocks or more fit into the run; with fewer, intervals depend on
   *     those before them over so long a time that the range is likely to be too narrow
   */
  public record Range(ConfidenceInterval interval, int blockLength, boolean trusted) {
    /** Checks the length. */
    public Range {
      if (blockLength < 1) {
        throw new IllegalArgumentException("blockLength must be at least 1, was " + blockLength);
      }
    }
  }

  /**
   * Prepares.
   *
   * @param intervals equally long ones, oldest first
   * @param confidence greater than 0, less than 1
   * @param seed for what is drawn
   */
  public BlockBootstrap(List<Frequencies> intervals, double confidence, long seed) {
    ConfidenceInterval.requireConfidence(confidence);
    this.intervals = List.copyOf(intervals);
    this.confidence = confidence;
    this.seed = seed;
  }

  /** Returns the range of the mean; empty with too few intervals, or without values. */
  public Optional<Range> mean() {
    if (saysNothing()) {
      return Optional.empty();
    }
    double[] sums = intervals.stream().mapToDouble(Frequencies::sum).toArray();
    long[] totals = totals();
    double mean = Arrays.stream(sums).sum() / LongStream.of(totals).sum();
    double[] influence = new double[sums.length];
    Arrays.setAll(influence, i -> sums[i] - mean * totals[i]);
    return Optional.of(
        range(
            mean,
            influence,
            weights -> {
              double sum = 0;
              for (int i = 0; i < sums.length; i++) {
                sum += weights[i] * sums[i];
              }
              return sum / weighted(totals, weights);
            }));
  }

  /**
   * Returns the range of a percentile; empty with too few intervals, or without values.
   *
   * @param percentile greater than 0, at most 100
   */
  public Optional<Range> percentile(double percentile) {
    if (!(percentile > 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "percentile must be greater than 0 and at most 100, was " + percentile);
    }
    if (saysNothing()) {
      return Optional.empty();
    }
    double share = percentile / 100;
    long[] own =
        intervals.stream().filter(i -> i.total() > 0).mapToLong(i -> i.percentile(share)).toArray();
    // that of intervals put together is never outside of what each of them has
    long least = LongStream.of(own).min().orElseThrow();
    long most = LongStream.of(own).max().orElseThrow();
    long[] candidates =
        intervals.stream()
            .flatMapToLong(i -> LongStream.of(i.valuesBetween(least, most)))
            .distinct()
            .sorted()
            .toArray();
    long[][] upTo = new long[candidates.length][];
    Arrays.setAll(upTo, c -> intervals.stream().mapToLong(i -> i.upTo(candidates[c])).toArray());
    long[] totals = totals();
    int[] once = new int[totals.length];
    Arrays.fill(once, 1);
    int at = search(upTo, totals, once, share);
    double[] influence = new double[totals.length];
    Arrays.setAll(influence, i -> upTo[at][i] - share * totals[i]);
    return Optional.of(
        range(
            (double) candidates[at],
            influence,
            weights -> (double) candidates[search(upTo, totals, weights, share)]));
  }

  private boolean saysNothing() {
    return intervals.size() < FEWEST || intervals.stream().allMatch(i -> i.total() == 0);
  }

  private long[] totals() {
    return intervals.stream().mapToLong(Frequencies::total).toArray();
  }

  /** Returns the first candidate that enough of the values do not exceed. */
  private static int search(long[][] upTo, long[] totals, int[] weights, double share) {
    long rank = Frequencies.rank(share, weighted(totals, weights));
    int low = 0;
    int high = upTo.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (weighted(upTo[middle], weights) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long weighted(long[] counts, int[] weights) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += weights[i] * counts[i];
    }
    return sum;
  }

  private Range range(double estimate, double[] influence, ToDoubleFunction<int[]> figure) {
    long[] totals = totals();
    // of intervals without values alone there is no figure
    return new Resampling(confidence, seed)
        .range(estimate, influence, weights -> weighted(totals, weights) > 0, figure);
  }
}
