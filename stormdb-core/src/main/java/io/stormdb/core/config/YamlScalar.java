package io.stormdb.core.config;

import java.util.Locale;

/** Writes a text as a YAML scalar that is read as the same text. */
final class YamlScalar {

  private YamlScalar() {}

  static String of(String text) {
    // what YAML 1.1 takes for nothing must be quoted to stay a text
    if (text.matches("[A-Za-z0-9/][A-Za-z0-9_./-]*")
        && !text.toLowerCase(Locale.ROOT).equals("null")) {
      return text;
    }
    if (text.matches("[\\x20-\\x7e\\p{L}\\p{N}&&[^\\p{Cs}]]*")) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (c >= ' ' && c <= '~') {
      quoted.appendCodePoint(c);
    } else {
      quoted.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
    }
  }
}
