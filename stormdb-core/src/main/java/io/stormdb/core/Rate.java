package io.stormdb.core;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many transactions start in a time.
 *
 * @param perSecond not negative, at most 10 million
 */
public record Rate(double perSecond) {

  private static final double MOST = 10_000_000;
  private static final int SECONDS_A_MINUTE = 60;
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*/\\s*(s|m)");

  /** Checks the number. */
  public Rate {
    if (!(perSecond >= 0 && perSecond <= MOST)) {
      throw new IllegalArgumentException(
          "rate must be from 0/s to 10000000/s, was " + text(perSecond));
    }
  }

  /** Returns a rate of so many a second. */
  public static Rate perSecond(double number) {
    return new Rate(number);
  }

  /** Returns a rate of so many a minute. */
  public static Rate perMinute(double number) {
    return new Rate(number / SECONDS_A_MINUTE);
  }

  /**
   * Reads a rate such as {@code 500/s} or {@code 30000/m}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Rate parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a rate is a number of transactions a second or a minute, such as 500/s or 30000/m, was '"
              + text
              + "'");
    }
    double number = Double.parseDouble(matcher.group(1));
    return matcher.group(2).equals("s") ? perSecond(number) : perMinute(number);
  }

  /** Returns the rate as {@link #parse} reads it, for example {@code 500/s}. */
  @Override
  public String toString() {
    return text(perSecond);
  }

  private static String text(double perSecond) {
    return Double.isFinite(perSecond)
        ? BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString() + "/s"
        : perSecond + "/s";
  }
}
