package io.stormdb.api;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named SQL statement with {@code ?} for its parameters. Create one of each as a constant: it is
 * prepared once a connection and found again by identity.
 */
public final class Sql {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final int ordinal = NEXT.getAndIncrement();
  private final String name;
  private final String text;
  private final StatementKind kind;

  private Sql(String name, String text) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
    this.kind = StatementKind.of(text);
  }

  /**
   * Names a statement.
   *
   * @param name the name in reports
   * @param text the SQL, one statement
   */
  public static Sql of(String name, String text) {
    return new Sql(name, text);
  }

  /** Returns the name in reports. */
  public String name() {
    return name;
  }

  /** Returns the SQL. */
  public String text() {
    return text;
  }

  /** Returns what the statement does, by its main verb. */
  public StatementKind kind() {
    return kind;
  }

  /** Returns a number from 0 that no other statement of this process has. */
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String toString() {
    return name;
  }
}
