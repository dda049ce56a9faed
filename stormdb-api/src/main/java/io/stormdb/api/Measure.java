package io.stormdb.api;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something of its own domain that a workload measures, once or several times a transaction: the
 * value of a basket, the number of lines in an order. Reports show how its values are spread.
 * Create one of each as a constant.
 */
public final class Measure {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Names<Measure> NAMED =
      new Names<>("measures by name", name -> new Measure(name, ""));

  private final int ordinal = NEXT.getAndIncrement();
  private final String name;
  private final String unit;

  private Measure(String name, String unit) {
    this.name = Objects.requireNonNull(name, "name");
    this.unit = Objects.requireNonNull(unit, "unit");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a measure must have a name, was '" + name + "'");
    }
  }

  /**
   * Names a measure.
   *
   * @param name the name in reports; not blank
   * @param unit what its values are given in, for example {@code EUR}; blank for none
   */
  public static Measure of(String name, String unit) {
    return new Measure(name, unit);
  }

  /** Returns the measure that {@link Tx#measure(String, double)} uses for a name; has no unit. */
  static Measure named(String name) {
    return NAMED.named(name);
  }

  /** Returns the name in reports. */
  public String name() {
    return name;
  }

  /** Returns what values are given in; blank for none. */
  public String unit() {
    return unit;
  }

  /** Returns a number from 0 that no other measure of this process has. */
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String toString() {
    return name;
  }
}
