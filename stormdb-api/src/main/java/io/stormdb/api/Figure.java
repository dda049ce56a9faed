package io.stormdb.api;

import java.util.Objects;

/**
 * A number that a workload states of one of the steps of its run.
 *
 * @param name what it is, for example {@code rows/s}; the same in all steps that have it
 * @param value finite
 * @param isSpeed whether steps are compared by it, the higher the better; reports then show each
 *     relative to the best
 */
public record Figure(String name, double value, boolean isSpeed) {

  /** Checks name and value. */
  public Figure {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a figure must have a name, was '" + name + "'");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "figure '%s' must be a finite number, was %s".formatted(name, value));
    }
  }

  /** Returns a number that is only stated. */
  public static Figure of(String name, double value) {
    return new Figure(name, value, false);
  }

  /** Returns the number by which steps are compared, the higher the better. */
  public static Figure speed(String name, double value) {
    return new Figure(name, value, true);
  }
}
