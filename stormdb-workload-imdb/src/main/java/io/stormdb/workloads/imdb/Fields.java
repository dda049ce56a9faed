package io.stormdb.workloads.imdb;

import org.jspecify.annotations.Nullable;

/** Values of columns of IMDb's files. */
final class Fields {

  /** A value is not what its column may have; the message says why. */
  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
      super(message);
    }
  }

  private Fields() {}

  /**
   * Returns the number of a key such as {@code tt0000001}.
   *
   * @param prefix the letters before the digits
   */
  static long key(String column, String prefix, String value) throws BadValue {
    if (value.startsWith(prefix) && value.length() <= prefix.length() + 12) {
      try {
        long number = Long.parseLong(value.substring(prefix.length()));
        if (number > 0 && Character.isDigit(value.charAt(prefix.length()))) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new BadValue("%s must be %s and digits, was '%s'".formatted(column, prefix, value));
  }

  /** Returns a whole number that is not negative, or {@code null} for nothing. */
  static @Nullable Integer number(String column, String value) throws BadValue {
    if (value.equals(TsvFile.NOTHING)) {
      return null;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadValue("%s must be a whole number or \\N, was '%s'".formatted(column, value));
  }

  /** Returns a text that must be there. */
  static String text(String column, String value) throws BadValue {
    if (value.isEmpty() || value.equals(TsvFile.NOTHING)) {
      throw new BadValue(column + " must be there, was '" + value + "'");
    }
    return value;
  }

  /** Returns a text, or {@code null} for nothing. */
  static @Nullable String optional(String value) {
    return value.equals(TsvFile.NOTHING) ? null : value;
  }

  /** Returns a number with one decimal, from 1 to 10, times ten. */
  static int tenths(String column, String value) throws BadValue {
    if (value.matches("\\d{1,2}(\\.\\d)?")) {
      int tenths = (int) Math.round(10 * Double.parseDouble(value));
      if (tenths >= 10 && tenths <= 100) {
        return tenths;
      }
    }
    throw new BadValue("%s must be from 1.0 to 10.0, was '%s'".formatted(column, value));
  }

  /** Returns the texts of a JSON array, with commas between them; what is no array as it is. */
  static @Nullable String characters(String value) {
    if (value.equals(TsvFile.NOTHING)) {
      return null;
    }
    if (!value.startsWith("[\"") || !value.endsWith("\"]")) {
      return value;
    }
    return value
        .substring(2, value.length() - 2)
        .replaceAll("\"\\s*,\\s*\"", ", ")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\");
  }

  /** Adds a text as JSON. */
  static void json(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
