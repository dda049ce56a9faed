package io.stormdb.pgstats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a statement, without the values in it: they may be somebody's data, or a password.
 *
 * <p>Values are taken out by the lexical rules of PostgreSQL, not by its grammar, so this works for
 * whatever a session sent, and for a text that the server has cut short. Where the rules leave a
 * doubt about the end of a value, everything after it is left out.
 */
final class SqlText {

  /** Stands for what is left out at the end. */
  static final String LEFT_OUT = "...";

  private static final String VALUE = "?";
  private static final Set<String> PREFIXES_OF_STRINGS = Set.of("e", "b", "x", "n");
  private static final Set<String> WORDS_FOR_VALUES = Set.of("true", "false", "null");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;
  private boolean isCut;

  /**
   * A word, a sign or a value.
   *
   * @param spaced whether there is room before it
   */
  private record Token(String text, boolean spaced) {}

  private SqlText(String text) {
    this.text = text;
    while (at < text.length()) {
      next();
    }
  }

  /**
   * Returns a statement to be shown: on one line, without comments, and with {@code ?} for every
   * value that stands in it. Three dots say that something at its end is left out.
   */
  static String withoutValues(String sql) {
    SqlText read = new SqlText(sql);
    StringBuilder shown = new StringBuilder();
    for (Token token : read.tokens) {
      shown.append(token.spaced && !shown.isEmpty() ? " " : "").append(token.text);
    }
    return shown + (read.isCut ? LEFT_OUT : "");
  }

  /** Returns the same of a statement of which the end is missing. */
  static String cut(String sql) {
    String shown = withoutValues(sql);
    return shown.endsWith(LEFT_OUT) ? shown : shown + LEFT_OUT;
  }

  /**
   * Returns what is the same for statements that differ only in spaces, comments, the case of
   * words, and in how a value is written: itself, as {@code ?}, as {@code $1}, or with a cast
   * around it as the driver does without parameters.
   */
  static String key(String sql) {
    return new SqlText(sql)
        .tokens.stream()
            .map(SqlText::keyOf)
            .collect(Collectors.joining(" "))
            .replaceAll("( ;)+$", "")
            .replace("- ?", "?")
            .replaceAll("\\( \\? : : [a-z0-9_]+( precision)? \\)", "?");
  }

  /** Returns the same with one value for each list of values, whose length may vary. */
  static String keyWithoutLists(String sql) {
    String list = "\\?( , \\?)+";
    return key(sql).replaceAll(list, "?").replace("( ? )", "?").replaceAll(list, "?");
  }

  private static String keyOf(Token token) {
    if (token.text.startsWith("\"")) {
      return token.text;
    }
    String word = token.text.toLowerCase(Locale.ROOT);
    return WORDS_FOR_VALUES.contains(word) || word.matches("\\$\\d+|\\?+") ? VALUE : word;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
      spaced = true;
    } else if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      skipComment();
    } else if (c == '\'') {
      skipString(at + 1, false);
    } else if (c == '"') {
      takeIdentifier();
    } else if (c == '$' && !isDigit(at + 1)) {
      skipDollars();
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      skipNumber();
    } else if (isOfWord(c)) {
      takeWord();
    } else {
      // the driver's way to write an operator with a question mark
      take(text.startsWith("??", at) ? at + 2 : at + 1);
    }
  }

  private void add(String token) {
    tokens.add(new Token(token, spaced));
    spaced = false;
  }

  private void take(int end) {
    add(text.substring(at, end));
    at = end;
  }

  private void cut() {
    isCut = true;
    at = text.length();
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
    spaced = true;
    isCut |= depth > 0;
  }

  /** Goes behind the quote that ends a string; two in a row are one in it. */
  private void skipString(int from, boolean escapes) {
    add(VALUE);
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && escapes) {
        i++;
      } else if (text.startsWith("\\'", i)) {
        // the end of the string or not, by a setting of the session
        break;
      } else if (text.charAt(i) == '\'') {
        if (text.startsWith("''", i)) {
          i++;
        } else {
          at = i + 1;
          return;
        }
      }
    }
    cut();
  }

  private void takeIdentifier() {
    int end = text.indexOf('"', at + 1);
    if (end < 0) {
      cut();
    } else {
      take(end + 1);
    }
  }

  /** Skips {@code $tag$ ... $tag$}. */
  private void skipDollars() {
    int tagEnd = at + 1;
    while (tagEnd < text.length() && isOfWord(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd == text.length()) {
      cut();
    } else if (text.charAt(tagEnd) != '$') {
      take(tagEnd);
    } else {
      String tag = text.substring(at, tagEnd + 1);
      int end = text.indexOf(tag, tagEnd + 1);
      add(VALUE);
      if (end < 0) {
        cut();
      } else {
        at = end + tag.length();
      }
    }
  }

  private void skipNumber() {
    add(VALUE);
    while (at < text.length()
        && (isOfWord(text.charAt(at)) || text.charAt(at) == '.' || isSign())) {
      at++;
    }
  }

  /** Returns whether this is the sign of an exponent. */
  private boolean isSign() {
    char c = text.charAt(at);
    char before = text.charAt(at - 1);
    return (c == '+' || c == '-') && (before == 'e' || before == 'E') && isDigit(at + 1);
  }

  private void takeWord() {
    int end = at + 1;
    while (end < text.length() && isOfWord(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end).toLowerCase(Locale.ROOT);
    if (text.startsWith("'", end) && PREFIXES_OF_STRINGS.contains(word)) {
      skipString(end + 1, word.equals("e"));
    } else {
      take(end);
    }
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }
}
