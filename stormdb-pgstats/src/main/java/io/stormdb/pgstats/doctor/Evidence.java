package io.stormdb.pgstats.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Something that was measured or read, by which a finding can be checked. */
public sealed interface Evidence {

  /** Returns what it is, such as {@code wal_bytes}. */
  String name();

  /** Returns it as people read it, such as {@code 1.5 GiB}; the same in every locale. */
  String text();

  /** What a number counts. */
  enum Unit {
    /** Things. */
    COUNT(""),
    /** Hundredths of a whole. */
    PERCENT("%"),
    /** Bytes. */
    BYTES("B"),
    /** Bytes in each second. */
    BYTES_PER_SECOND("B/s"),
    /** Things in each second. */
    PER_SECOND("1/s"),
    /** Millionths of a second. */
    MICROSECONDS("us"),
    /** Seconds. */
    SECONDS("s");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    /** Returns its symbol; blank for a count. */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * A number.
   *
   * @param name what it is
   * @param value in the unit; finite
   * @param unit what it counts
   */
  record Amount(String name, double value, Unit unit) implements Evidence {

    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

    /** Checks the number. */
    public Amount {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value must be finite, was " + value);
      }
    }

    @Override
    public String text() {
      return switch (unit) {
        case COUNT -> format(value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
        case PERCENT -> format("%.1f%%", value);
        case BYTES -> binary(value);
        case BYTES_PER_SECOND -> binary(value) + " a second";
        case PER_SECOND -> format("%,.1f a second", value);
        case MICROSECONDS ->
            Math.abs(value) < 10_000 ? format("%,.1f µs", value) : seconds(value / 1e6);
        case SECONDS -> seconds(value);
      };
    }

    private static String seconds(double value) {
      return Math.abs(value) < 1
          ? format("%.1f ms", value * 1_000)
          : Math.abs(value) < 120 ? format("%.1f s", value) : format("%,.1f minutes", value / 60);
    }

    private static String binary(double bytes) {
      double value = bytes;
      int unit = 0;
      while (value >= 1_000 && unit < BINARY.size() - 1) {
        value /= 1_024;
        unit++;
      }
      return format(unit == 0 ? "%.0f %s" : "%.1f %s", value, BINARY.get(unit));
    }

    private static String format(String format, Object... values) {
      return String.format(Locale.ROOT, format, values);
    }
  }

  /**
   * What a setting or the like is.
   *
   * @param name what it is
   * @param text its value
   */
  record State(String name, String text) implements Evidence {}

  /** Returns a count. */
  static Evidence count(String name, long value) {
    return new Amount(name, (double) value, Unit.COUNT);
  }

  /** Returns a part of a whole that is not 0. */
  static Evidence percent(String name, long part, long whole) {
    return new Amount(name, 100.0 * part / whole, Unit.PERCENT);
  }

  /** Returns a size. */
  static Evidence bytes(String name, long value) {
    return new Amount(name, (double) value, Unit.BYTES);
  }

  /** Returns a time in seconds. */
  static Evidence seconds(String name, double value) {
    return new Amount(name, value, Unit.SECONDS);
  }

  /** Returns a short time in microseconds. */
  static Evidence micros(String name, Duration value) {
    return new Amount(name, value.toNanos() / 1e3, Unit.MICROSECONDS);
  }
}
