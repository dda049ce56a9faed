package io.stormdb.metrics.statistics;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals for the comparison of two groups that worked in the same intervals, by the
 * circular block bootstrap of {@link BlockBootstrap}. Both groups of an interval are drawn
 * together: what disturbed both at the same time does not blur the comparison.
 *
 * <p>Immutable; the same seed gives the same intervals.
 */
public final class PairedBootstrap {

  private final List<Pair> intervals;
  private final Resampling resampling;

  /**
   * What two groups did in one interval.
   *
   * @param firstCount how many values the first group had, not negative
   * @param firstSum their sum
   * @param secondCount how many the second had, not negative
   * @param secondSum their sum
   */
  public record Pair(long firstCount, double firstSum, long secondCount, double secondSum) {

    /** Returns what both groups did in this interval and in another. */
    public Pair plus(Pair other) {
      return new Pair(
          firstCount + other.firstCount,
          firstSum + other.firstSum,
          secondCount + other.secondCount,
          secondSum + other.secondSum);
    }
  }

  /**
   * Prepares.
   *
   * @param intervals oldest first
   * @param confidence greater than 0, less than 1
   * @param seed for what is drawn
   */
  public PairedBootstrap(List<Pair> intervals, double confidence, long seed) {
    ConfidenceInterval.requireConfidence(confidence);
    this.intervals = List.copyOf(intervals);
    this.resampling = new Resampling(confidence, seed);
  }

  /**
   * Returns the range of the mean of the second group less that of the first; empty with fewer than
   * {@link BlockBootstrap#FEWEST} intervals, or if a group had no values.
   */
  public Optional<BlockBootstrap.Range> difference() {
    Sums all = all();
    return saysNothing(all)
        ? Optional.empty()
        : Optional.of(
            range(
                all.difference(),
                pair ->
                    (pair.secondSum - all.secondMean() * pair.secondCount) / all.secondCount
                        - (pair.firstSum - all.firstMean() * pair.firstCount) / all.firstCount,
                Sums::difference));
  }

  /**
   * Returns the range of how many values the second group had for each of the first; empty with
   * fewer than {@link BlockBootstrap#FEWEST} intervals, or if a group had no values.
   */
  public Optional<BlockBootstrap.Range> ratio() {
    Sums all = all();
    return saysNothing(all)
        ? Optional.empty()
        : Optional.of(
            range(
                all.ratio(),
                pair -> pair.secondCount - all.ratio() * pair.firstCount,
                Sums::ratio));
  }

  private BlockBootstrap.Range range(
      double estimate, ToDoubleFunction<Pair> influence, ToDoubleFunction<Sums> figure) {
    return resampling.range(
        estimate,
        intervals.stream().mapToDouble(influence).toArray(),
        weights -> sums(weights).areBothThere(),
        weights -> figure.applyAsDouble(sums(weights)));
  }

  private boolean saysNothing(Sums all) {
    return intervals.size() < BlockBootstrap.FEWEST || !all.areBothThere();
  }

  private Sums all() {
    return sums(IntStream.generate(() -> 1).limit(intervals.size()).toArray());
  }

  private Sums sums(int[] weights) {
    double firstCount = 0;
    double firstSum = 0;
    double secondCount = 0;
    double secondSum = 0;
    for (int i = 0; i < weights.length; i++) {
      Pair pair = intervals.get(i);
      firstCount += weights[i] * (double) pair.firstCount;
      firstSum += weights[i] * pair.firstSum;
      secondCount += weights[i] * (double) pair.secondCount;
      secondSum += weights[i] * pair.secondSum;
    }
    return new Sums(firstCount, firstSum, secondCount, secondSum);
  }

  /** Of all intervals that were drawn. */
  private record Sums(double firstCount, double firstSum, double secondCount, double secondSum) {
    boolean areBothThere() {
      return firstCount > 0 && secondCount > 0;
    }

    double firstMean() {
      return firstSum / firstCount;
    }

    double secondMean() {
      return secondSum / secondCount;
    }

    double difference() {
      return secondMean() - firstMean();
    }

    double ratio() {
      return secondCount / firstCount;
    }
  }
}
