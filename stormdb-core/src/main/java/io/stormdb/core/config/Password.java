package io.stormdb.core.config;

import java.util.Objects;

/** A password that does not show itself. */
public final class Password {

  /** What is shown in its place. */
  static final String MASK = "********";

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /**
   * Returns a password.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static Password of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a password must not be empty; leave it out instead");
    }
    return new Password(text);
  }

  /** Returns the text itself, for the driver. */
  String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password password && password.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  /** Returns asterisks, always as many. */
  @Override
  public String toString() {
    return MASK;
  }
}
