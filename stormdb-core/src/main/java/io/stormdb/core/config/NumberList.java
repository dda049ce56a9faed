package io.stormdb.core.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and writes a list of numbers as one text: {@code [50, 99.9]}. */
final class NumberList {

  private NumberList() {}

  /** Returns a number; only digits and a point are taken for one. */
  static BigDecimal number(String text) {
    if (!text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
      throw new NumberFormatException("'" + text + "' is not a number");
    }
    return new BigDecimal(text);
  }

  /** Returns the numbers of a text, with or without brackets. */
  static List<BigDecimal> parse(String text) {
    String inner = text.strip();
    if (inner.startsWith("[") && inner.endsWith("]")) {
      inner = inner.substring(1, inner.length() - 1).strip();
    }
    return inner.isEmpty()
        ? List.of()
        : Arrays.stream(inner.split(",", -1)).map(part -> number(part.strip())).toList();
  }

  /** Returns items as the text that {@link #parse} reads. */
  static String join(List<String> items) {
    return items.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
