package io.stormdb.core.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in values: <code>${NAME}</code>, and <code>${NAME:-default}</code> for when NAME is not
 * set or empty; <code>$${</code> stands for the two characters <code>${</code> themselves.
 */
final class Expansion {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\\})?");

  private final Map<String, String> environment;

  Expansion(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns a text with its variables replaced.
   *
   * @throws IllegalArgumentException if it cannot be; the message does not have the text in it
   */
  String expand(String text) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (reference.find()) {
      reference.appendReplacement(
          expanded,
          Matcher.quoteReplacement(reference.group().equals("$${") ? "${" : valueOf(reference)));
    }
    return reference.appendTail(expanded).toString();
  }

  /** Returns a text that expands to the given one. */
  static String escape(String text) {
    return text.replace("${", "$${");
  }

  private String valueOf(Matcher reference) {
    String name = reference.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "has a '${' that begins no variable; write ${NAME}, ${NAME:-default}, or $${ for the"
              + " characters themselves");
    }
    String value = environment.get(name);
    if (reference.group(2) != null) {
      return value == null || value.isEmpty() ? reference.group(3) : value;
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "needs the variable %s, which is not set; set it, or write ${%s:-default}"
              .formatted(name, name));
    }
    return value;
  }
}
