package io.stormdb.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing about a workload that a user can configure, with everything needed to explain and to
 * check it.
 *
 * @param name the key, lower-case letters, digits and underscores; with a dot in it, what is before
 *     the dot is a block that users may write by itself, as {@code data_loading}
 * @param kind what values look like
 * @param defaultValue the value when none is given, written as a user would write it
 * @param unit the unit of a number, or blank
 * @param minimum the smallest number, {@link Double#NEGATIVE_INFINITY} when there is none
 * @param maximum the largest number, {@link Double#POSITIVE_INFINITY} when there is none
 * @param choices the only texts allowed, or empty when any is
 * @param description one sentence
 */
public record Parameter(
    String name,
    Kind kind,
    String defaultValue,
    String unit,
    double minimum,
    double maximum,
    List<String> choices,
    String description) {

  /** What the value of a parameter looks like. */
  public enum Kind {
    /** A text, possibly one of a few choices. */
    TEXT,
    /** Some of a few choices, each at most once, with commas between them; or a list in YAML. */
    CHOICES,
    /** Different whole numbers with commas between them; or a list in YAML. */
    INTEGERS,
    /** A whole number that fits a {@code long}. */
    INTEGER,
    /** A number. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A duration in Go style, such as {@code 500ms} or {@code 1m30s}. */
    DURATION
  }

  /** Checks that the default is a value that a user would be allowed to give. */
  public Parameter {
    choices = List.copyOf(choices);
    String problem = problemWith(name, kind, defaultValue, unit, minimum, maximum, choices);
    if (problem != null) {
      throw new IllegalArgumentException("default of " + problem);
    }
  }

  /** Returns a parameter that takes one of the given texts. */
  public static Parameter choice(
      String name, String defaultValue, String description, String... choices) {
    return new Parameter(
        name,
        Kind.TEXT,
        defaultValue,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        List.of(choices),
        description);
  }

  /** Returns a parameter that takes any text. */
  public static Parameter text(String name, String defaultValue, String description) {
    return choice(name, defaultValue, description);
  }

  /** Returns a parameter that takes a list of the given texts, each at most once. */
  public static Parameter choices(
      String name, String defaultValue, String description, String... choices) {
    return new Parameter(
        name,
        Kind.CHOICES,
        defaultValue,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        List.of(choices),
        description);
  }

  /**
   * Returns a parameter that takes a list of different whole numbers from {@code minimum} to {@code
   * maximum}.
   */
  public static Parameter integers(
      String name,
      String defaultValue,
      long minimum,
      long maximum,
      String unit,
      String description) {
    return new Parameter(
        name, Kind.INTEGERS, defaultValue, unit, minimum, maximum, List.of(), description);
  }

  /** Returns a parameter that takes a whole number from {@code minimum} to {@code maximum}. */
  public static Parameter integer(
      String name, long defaultValue, long minimum, long maximum, String unit, String description) {
    return new Parameter(
        name,
        Kind.INTEGER,
        Long.toString(defaultValue),
        unit,
        minimum,
        maximum,
        List.of(),
        description);
  }

  /** Returns a parameter that takes a number from {@code minimum} to {@code maximum}. */
  public static Parameter decimal(
      String name,
      double defaultValue,
      double minimum,
      double maximum,
      String unit,
      String description) {
    return new Parameter(
        name,
        Kind.DECIMAL,
        Double.toString(defaultValue),
        unit,
        minimum,
        maximum,
        List.of(),
        description);
  }

  /** Returns a parameter that is {@code true} or {@code false}. */
  public static Parameter flag(String name, boolean defaultValue, String description) {
    return new Parameter(
        name,
        Kind.FLAG,
        Boolean.toString(defaultValue),
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        List.of(),
        description);
  }

  /** Returns a parameter that takes a duration. */
  public static Parameter duration(String name, Duration defaultValue, String description) {
    return new Parameter(
        name,
        Kind.DURATION,
        GoDuration.format(defaultValue),
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        List.of(),
        description);
  }

  /**
   * Returns what is wrong with a value, as a sentence without a full stop, or {@code null} when it
   * is allowed.
   */
  public @Nullable String problemWith(String value) {
    return problemWith(name, kind, value, unit, minimum, maximum, choices);
  }

  private static @Nullable String problemWith(
      String name,
      Kind kind,
      String value,
      String unit,
      double minimum,
      double maximum,
      List<String> choices) {
    String of = "'" + name + "' must be ";
    String was = ", was '" + value + "'";
    switch (kind) {
      case TEXT -> {
        return choices.isEmpty() || choices.contains(value)
            ? null
            : of + "one of " + String.join(", ", choices) + was;
      }
      case CHOICES -> {
        List<String> items = Parameters.items(value);
        return choices.containsAll(items) && areDifferent(items)
            ? null
            : of + "a list of different ones of " + String.join(", ", choices) + was;
      }
      case INTEGERS -> {
        return areDifferent(Parameters.items(value))
                && Parameters.items(value).stream()
                    .allMatch(item -> isWholeNumber(item, minimum, maximum))
            ? null
            : of
                + "a list of different whole numbers from %.0f to %.0f%s"
                    .formatted(minimum, maximum, unit.isBlank() ? "" : " " + unit)
                + was;
      }
      case FLAG -> {
        return value.equals("true") || value.equals("false") ? null : of + "true or false" + was;
      }
      case DURATION -> {
        try {
          GoDuration.parse(value);
          return null;
        } catch (IllegalArgumentException e) {
          return of + "a duration such as 500ms, 30s or 1m30s" + was;
        }
      }
      case INTEGER, DECIMAL -> {
        String suffix = unit.isBlank() ? "" : " " + unit;
        String range =
            kind == Kind.INTEGER
                ? "a whole number from %.0f to %.0f%s"
                : "a number from %s to %s%s";
        String rule = of + range.formatted(minimum, maximum, suffix) + was;
        try {
          double number = kind == Kind.INTEGER ? Long.parseLong(value) : Double.parseDouble(value);
          return number >= minimum && number <= maximum ? null : rule;
        } catch (NumberFormatException e) {
          return rule;
        }
      }
    }
    throw new IllegalStateException("no such kind: " + kind);
  }

  private static boolean areDifferent(List<String> items) {
    return items.stream().distinct().count() == items.size();
  }

  private static boolean isWholeNumber(String text, double minimum, double maximum) {
    try {
      long number = Long.parseLong(text);
      return number >= minimum && number <= maximum;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
