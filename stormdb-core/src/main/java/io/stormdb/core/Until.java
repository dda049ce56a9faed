package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well TPS is to be known before a run ends: {@code ci 2% or 10m}, that is, to within 2 % of
 * itself with 95 % confidence, and after ten minutes in any case.
 *
 * @param percent half the width of the confidence interval, in per cent of TPS; greater than 0,
 *     less than 100
 * @param atMost after how long the run ends in any case; positive
 */
public record Until(double percent, Duration atMost) {

  private static final Pattern TEXT =
      Pattern.compile("ci\\s+(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%\\s+or\\s+(\\S+)");

  /** Checks both. */
  public Until {
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "the width must be greater than 0% and less than 100%, was " + percent + "%");
    }
    if (atMost.isNegative() || atMost.isZero()) {
      throw new IllegalArgumentException("the longest time must be positive, was " + atMost);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static Until parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "write 'ci', a percentage, 'or' and the longest time, such as ci 2% or 10m, was '"
              + text
              + "'");
    }
    return new Until(Double.parseDouble(matcher.group(1)), GoDuration.parse(matcher.group(2)));
  }

  /** Returns for example {@code ci 2% or 10m}. */
  @Override
  public String toString() {
    return "ci %s%% or %s"
        .formatted(
            BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString(),
            GoDuration.format(atMost));
  }
}
