package io.stormdb.api;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something of its own domain that a workload counts: orders placed, lines from a remote warehouse.
 * Create one of each as a constant.
 */
public final class Counter {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Names<Counter> NAMED = new Names<>("counters by name", Counter::new);

  private final int ordinal = NEXT.getAndIncrement();
  private final String name;

  private Counter(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Names a counter; names starting with a dot are for the workload's audit and stay out of
   * reports.
   */
  public static Counter of(String name) {
    return new Counter(name);
  }

  /** Returns the counter that {@link Tx#count(String, long)} uses for a name. */
  static Counter named(String name) {
    return NAMED.named(name);
  }

  /** Returns the name in reports. */
  public String name() {
    return name;
  }

  /** Returns whether reports show this counter. */
  public boolean isReported() {
    return !name.startsWith(".");
  }

  /** Returns a number from 0 that no other counter of this process has. */
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String toString() {
    return name;
  }
}
