package io.stormdb.core;

import io.stormdb.metrics.Counts;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The largest share of transactions that may fail.
 *
 * @param share of all transactions of the measured part; 0 to 1
 */
public record ErrorLimit(double share) {

  /** So many transactions are seen, at least, before a run is ended because of their errors. */
  private static final long LEAST_JUDGED = 100;

  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*%");

  /** Checks the share. */
  public ErrorLimit {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "error-limit must be from 0% to 100%, was " + text(100 * share));
    }
  }

  /**
   * Reads a limit such as {@code 5%} or {@code 0.1%}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ErrorLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a limit of errors is a share of all transactions, such as 5% or 0.1%, was '"
              + text
              + "'");
    }
    return new ErrorLimit(new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue());
  }

  /** Returns whether more failed than may. */
  boolean isPassedBy(Counts counts) {
    return counts.failed() > share * counts.total();
  }

  /**
   * Returns whether more failed than may while enough have been seen to say so: 100, and so many
   * that a single failure is within the limit. A limit of 0 is passed by the first failure.
   */
  boolean isClearlyPassedBy(Counts counts) {
    boolean enough = share == 0 || (counts.total() >= LEAST_JUDGED && counts.total() * share >= 1);
    return enough && isPassedBy(counts);
  }

  /** Returns the limit as {@link #parse} reads it, for example {@code 5%}. */
  @Override
  public String toString() {
    return text(BigDecimal.valueOf(share).movePointRight(2).doubleValue());
  }

  private static String text(double percent) {
    return Double.isFinite(percent)
        ? BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%"
        : percent + "%";
  }
}
