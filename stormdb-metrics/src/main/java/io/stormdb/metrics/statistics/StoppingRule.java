package io.stormdb.metrics.statistics;

import java.util.Optional;

/**
 * When a run has gone on for long enough: once TPS is known to within a share of itself with 95 %
 * confidence.
 *
 * <p>Whoever looks again and again until an interval happens to be narrow is wrong more often than
 * 5 % of the time. Three things keep that in bounds. No look is taken before there are 30
 * intervals, and none at fewer than the ten batches of {@link BatchMeans}; a chance agreement of a
 * few neighbours stops nothing. Looks are few: after 30 intervals, and then each time the series is
 * half as long again (Heidelberger and Welch, Operations Research 31, 1983). And look j is taken at
 * confidence 1 − α/(j(j + 1)), whose errors add up to α = 5 % however many looks there are
 * (Bonferroni). An interval that {@link BatchMeans} does not trust stops nothing.
 *
 * @param target half-width of the interval as a share of TPS; greater than 0, less than 1
 */
public record StoppingRule(double target) {

  /** How many intervals there are at the first look. */
  public static final int FIRST_LOOK = 30;

  private static final double ALPHA = 1 - ConfidenceInterval.USUAL;

  /** Checks the target. */
  public StoppingRule {
    if (!(target > 0 && target < 1)) {
      throw new IllegalArgumentException(
          "target must be greater than 0 and less than 1, was " + target);
    }
  }

  /** Returns which look is due after so many intervals, from 1; 0 where none is. */
  public static int lookAfter(int intervals) {
    int look = 1;
    int at = FIRST_LOOK;
    while (at < intervals) {
      at += at / 2;
      look++;
    }
    return at == intervals ? look : 0;
  }

  /**
   * Returns the interval that is narrow enough to stop, at the confidence of its look; empty when
   * the run is to go on, or no look is due after so many intervals.
   *
   * @param tps of all measured intervals so far, oldest first
   */
  public Optional<ConfidenceInterval> reached(double... tps) {
    int look = lookAfter(tps.length);
    return look == 0
        ? Optional.empty()
        : BatchMeans.of(tps, 1 - ALPHA / ((double) look * (look + 1)))
            .filter(BatchMeans::trusted)
            .map(BatchMeans::interval)
            .filter(interval -> interval.relativeHalfWidth() <= target);
  }
}
