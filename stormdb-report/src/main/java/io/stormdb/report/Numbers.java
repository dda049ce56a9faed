package io.stormdb.report;

import io.stormdb.api.GoDuration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers as people read them, the same in every locale. */
final class Numbers {

  /** Stands where nothing was measured; a 0 would be a measurement. */
  static final String NO_DATA = "no data";

  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final List<String> UNITS = List.of("µs", "ms", "s");
  private static final BigDecimal BINARY_STEP = BigDecimal.valueOf(1_024);
  private static final List<String> BINARY_UNITS =
      List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
  private static final Duration SHOWN_IN_SECONDS = Duration.ofSeconds(100);

  private Numbers() {}

  /** Returns a count with thousands separators. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns how many there are of something, in the singular when it is one. */
  static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** Returns a number with the decimals that it has: {@code 50}, {@code 99.9}. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Returns a figure in nanoseconds as a time. */
  static Duration nanos(double nanos) {
    return Duration.ofNanos(Math.round(nanos));
  }

  /** Returns a number a second: one decimal, and three digits where that would be fewer. */
  static String rate(double perSecond) {
    if (perSecond == 0 || perSecond >= 10) {
      return String.format(Locale.ROOT, "%,.1f", perSecond);
    }
    return threeDigits(new BigDecimal(perSecond));
  }

  /** Returns a value of less than a thousand with three digits, zeros at the end included. */
  private static String threeDigits(BigDecimal value) {
    BigDecimal rounded = value.round(THREE_DIGITS);
    int decimals = THREE_DIGITS.getPrecision() - rounded.precision() + rounded.scale();
    return rounded.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
  }

  /** Returns a number a second, if there is one. */
  static String rate(Optional<Double> perSecond) {
    return perSecond.map(Numbers::rate).orElse(NO_DATA);
  }

  /** Returns a number a second over some time. */
  static String rate(long count, Duration time) {
    return time.isZero() ? NO_DATA : rate(count / (time.toNanos() / 1e9));
  }

  /** Returns a number with at most so many digits that mean something, if there is one. */
  static String decimal(OptionalDouble value, int digits) {
    return value.isPresent()
        ? new BigDecimal(value.getAsDouble())
            .round(new MathContext(digits))
            .stripTrailingZeros()
            .toPlainString()
        : NO_DATA;
  }

  /** Returns a size: three digits and the binary unit that suits them. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = -1;
    while (value.round(THREE_DIGITS).compareTo(THOUSAND) >= 0 && unit < BINARY_UNITS.size() - 1) {
      value = value.divide(BINARY_STEP);
      unit++;
    }
    return threeDigits(value) + " " + BINARY_UNITS.get(unit);
  }

  /**
   * Returns the share of a part in per cent. Only nothing is 0, and only everything is 100: what
   * would be rounded there is shown as a bound.
   */
  static String percent(long part, long whole, int decimals) {
    if (whole == 0) {
      return NO_DATA;
    }
    BigDecimal hundred = BigDecimal.valueOf(100).setScale(decimals);
    BigDecimal rounded =
        hundred
            .multiply(BigDecimal.valueOf(part))
            .divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_UP);
    BigDecimal step = BigDecimal.ONE.movePointLeft(decimals);
    if (part > 0 && rounded.signum() == 0) {
      return "<" + step.toPlainString() + "%";
    }
    if (part < whole && rounded.compareTo(hundred) >= 0) {
      return ">" + hundred.subtract(step).toPlainString() + "%";
    }
    return rounded.toPlainString() + "%";
  }

  /** Returns microseconds, of which even a year times the largest pool is no overflow. */
  static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  /** Returns how long an operation took: three digits and the unit that suits them. */
  static String latency(Duration latency) {
    long nanos = latency.toNanos();
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (latency.compareTo(SHOWN_IN_SECONDS) >= 0) {
      return span(Duration.ofSeconds(latency.plusMillis(500).toSeconds()));
    }
    BigDecimal value = BigDecimal.valueOf(nanos, 3).round(THREE_DIGITS);
    int unit = 0;
    while (value.compareTo(THOUSAND) >= 0 && unit < UNITS.size() - 1) {
      // not movePointLeft, which would add digits that were not rounded for
      value = value.scaleByPowerOfTen(-3);
      unit++;
    }
    return value.toPlainString() + UNITS.get(unit);
  }

  /** Returns how long an operation took, if there was one. */
  static String latency(Optional<Duration> latency) {
    return latency.map(Numbers::latency).orElse(NO_DATA);
  }

  /**
   * Returns a stretch of time to the millisecond, as Go prints it: {@code 500ms}, {@code 12.345s},
   * {@code 5m0s}, {@code 1h0m0s}.
   */
  static String span(Duration span) {
    long millis = span.plusNanos(500_000).toMillis();
    if (millis == 0) {
      return GoDuration.format(span);
    }
    if (millis < 60_000) {
      return GoDuration.format(Duration.ofMillis(millis));
    }
    long minutes = millis / 60_000;
    BigDecimal seconds = BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros();
    return (minutes >= 60 ? minutes / 60 + "h" : "")
        + minutes % 60
        + "m"
        + seconds.toPlainString()
        + "s";
  }
}
