package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit for the latency that a share of all transactions must not exceed: {@code p99<20ms}.
 *
 * @param percentile which percentile of response times; greater than 0, at most 100
 * @param limit what it has to be below; positive
 */
public record LatencyBound(double percentile, Duration limit) {

  private static final Pattern TEXT =
      Pattern.compile("[pP](\\d{1,3}(?:\\.\\d{1,6})?)\\s*([<>])\\s*(\\S+)");

  /** Checks both. */
  public LatencyBound {
    if (!(percentile > 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "percentile must be greater than 0 and at most 100, was " + percentile);
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("limit must be positive, was " + limit);
    }
  }

  /**
   * Reads a limit that is to be kept, such as {@code p99<20ms}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static LatencyBound parse(String text) {
    return parse(text, "<");
  }

  /**
   * Reads a limit as the condition under which it is broken, such as {@code p99>2s}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static LatencyBound parseBroken(String text) {
    return parse(text, ">");
  }

  private static LatencyBound parse(String text, String operator) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches() || !matcher.group(2).equals(operator)) {
      throw new IllegalArgumentException(
          "a limit of latency must be a percentile, '%1$s' and a duration, such as p99%1$s20ms, was '%2$s'"
              .formatted(operator, text));
    }
    return new LatencyBound(
        Double.parseDouble(matcher.group(1)), GoDuration.parse(matcher.group(3)));
  }

  /** Returns the percentile as reports name it, for example {@code p99.9}. */
  public String name() {
    return "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
  }

  /** Returns the limit as {@link #parse} reads it, for example {@code p99<20ms}. */
  @Override
  public String toString() {
    return name() + "<" + GoDuration.format(limit);
  }
}
