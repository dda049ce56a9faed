package io.stormdb.metrics.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a run has gone on for long enough: {@code ci 2% or 10m}, that is, once TPS is known to
 * within 2 % of itself with 95 % confidence, and after ten minutes in any case.
 *
 * <p>Whoever looks again and again until an interval happens to be narrow is wrong more often than
 * 5 % of the time. Two things keep that in bounds. Looks are few: after 30 intervals, and then each
 * time the series is half as long again (Heidelberger and Welch, Operations Research 31, 1983). And
 * look j is taken at confidence 1 − α/(j(j + 1)), whose errors add up to α = 5 % however many looks
 * there are (Bonferroni). An interval that {@link BatchMeans} does not trust stops nothing.
 *
 * @param target half-width of the interval as a share of TPS; greater than 0, less than 1
 * @param atMost after how long the run ends in any case; positive
 */
public record StoppingRule(double target, Duration atMost) {

  /** How many intervals there are at the first look. */
  public static final int FIRST_LOOK = 30;

  private static final double ALPHA = 1 - ConfidenceInterval.USUAL;
  private static final Pattern TEXT =
      Pattern.compile("ci\\s+(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%\\s+or\\s+(\\d{1,9})(ms|s|m|h)");

  /** Checks target and time. */
  public StoppingRule {
    if (!(target > 0 && target < 1)) {
      throw new IllegalArgumentException(
          "target must be greater than 0 % and less than 100 %, was " + target * 100 + " %");
    }
    if (atMost.isNegative() || atMost.isZero()) {
      throw new IllegalArgumentException("atMost must be positive, was " + atMost);
    }
  }

  /**
   * Returns the rule that {@code text} states.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StoppingRule parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "cannot read '"
              + text
              + "' as a stopping rule; write 'ci', a percentage, 'or' and the longest time, like"
              + " 'ci 2% or 10m' (units: ms, s, m, h)");
    }
    long amount = Long.parseLong(matcher.group(2));
    Duration atMost =
        switch (matcher.group(3)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return new StoppingRule(Double.parseDouble(matcher.group(1)) / 100, atMost);
  }

  /**
   * Returns the interval that is narrow enough to stop, at the confidence of its look, or empty
   * when the run is to go on. Only the intervals up to the last look that is due count, so that it
   * does not matter how often this is asked.
   *
   * @param transactionsPerInterval of the measured intervals so far, oldest first
   */
  public Optional<ConfidenceInterval> reached(double... transactionsPerInterval) {
    int look = 0;
    int intervals = 0;
    int next = FIRST_LOOK;
    while (next <= transactionsPerInterval.length) {
      look++;
      intervals = next;
      next += next / 2;
    }
    if (look == 0) {
      return Optional.empty();
    }
    double confidence = 1 - ALPHA / ((double) look * (look + 1));
    double[] seen = Arrays.copyOf(transactionsPerInterval, intervals);
    return BatchMeans.of(seen, confidence)
        .filter(BatchMeans::trusted)
        .map(BatchMeans::interval)
        .filter(interval -> interval.relativeHalfWidth() <= target);
  }
}
