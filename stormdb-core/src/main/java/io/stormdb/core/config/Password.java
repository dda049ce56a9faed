package io.stormdb.core.config;

import java.util.Objects;
import java.util.regex.Pattern;

/** A password that does not show itself. */
public final class Password {

  /** What is shown in its place. */
  static final String MASK = "********";

  /** Greedy: a password with an at sign or a slash in it must go as a whole. */
  private static final Pattern IN_A_URL =
      Pattern.compile("(?i)(?<=://[^/:@?]{0,200}:)[^?#]*(?=@)|(?<=[?&]password=)[^&]*");

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

  /** Returns a text with asterisks in place of passwords, should it be a URL that has some. */
  static String maskedIn(String text) {
    return IN_A_URL.matcher(text).replaceAll(MASK);
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
