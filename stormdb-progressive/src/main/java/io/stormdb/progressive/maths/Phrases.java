package io.stormdb.progressive.maths;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers are put into sentences. */
record Phrases(String unit) {

  /** Returns a whole number as it is, any other with three digits or all before the point. */
  static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.3g", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String tenths(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Returns seconds as milliseconds. */
  static String milliseconds(double seconds) {
    return number(1_000 * seconds) + " ms";
  }

  /** Returns a level without its unit. */
  static String level(double n) {
    return n == Math.rint(n)
        ? String.format(Locale.ROOT, "%,.0f", n)
        : String.format(Locale.ROOT, "%.1f", n);
  }

  /** Returns a level with its unit: {@code 1 worker}, {@code 8 workers}. */
  String of(double n) {
    String one = unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    return level(n) + " " + (n == 1 ? one : unit);
  }

  /** Returns {@code 4 and 16 workers}. */
  String of(List<Integer> levels) {
    if (levels.size() == 1) {
      return of(levels.get(0));
    }
    String first =
        levels.subList(0, levels.size() - 1).stream()
            .map(Phrases::level)
            .collect(Collectors.joining(", "));
    return first + " and " + of(levels.get(levels.size() - 1));
  }
}
