package io.stormdb.api;

import java.util.Locale;

/**
 * What a statement does, by its main verb: the one behind {@code WITH}, if there is one and its
 * parts only read.
 */
public enum StatementKind {
  /** Reads rows. */
  SELECT,
  /** Adds rows. */
  INSERT,
  /** Changes rows. */
  UPDATE,
  /** Removes rows. */
  DELETE,
  /**
   * Several of the above: parts of {@code WITH} that change rows, and a main verb. The server tells
   * only the rows of the latter.
   */
  COMPOUND,
  /** Anything else: CALL, MERGE, COPY, SET, DDL. */
  OTHER;

  static StatementKind of(String sql) {
    int depth = 0;
    boolean behindWith = false;
    boolean opened = false;
    boolean changes = false;
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      int next = i + 1;
      if (sql.startsWith("--", i)) {
        int end = sql.indexOf('\n', i);
        next = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", i)) {
        int end = sql.indexOf("*/", i + 2);
        next = end < 0 ? sql.length() : end + 2;
      } else if (c == '\'' || c == '"') {
        int end = sql.indexOf(c, i + 1);
        next = end < 0 ? sql.length() : end + 1;
      } else if (c == '(') {
        depth++;
        opened = true;
      } else if (c == ')') {
        depth--;
      } else if (Character.isLetter(c)) {
        while (next < sql.length() && isWordPart(sql.charAt(next))) {
          next++;
        }
        String word = sql.substring(i, next).toUpperCase(Locale.ROOT);
        StatementKind kind = ofVerb(word);
        if (word.equals("WITH") && !behindWith) {
          behindWith = true;
        } else if (!behindWith || (depth == 0 && kind != OTHER)) {
          return changes ? COMPOUND : kind;
        } else if (opened && (kind == INSERT || kind == UPDATE || kind == DELETE)) {
          changes = true;
        }
        opened = false;
      }
      i = next;
    }
    return OTHER;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static StatementKind ofVerb(String word) {
    return switch (word) {
      case "SELECT", "VALUES", "TABLE" -> SELECT;
      case "INSERT" -> INSERT;
      case "UPDATE" -> UPDATE;
      case "DELETE" -> DELETE;
      default -> OTHER;
    };
  }
}
