package io.stormdb.workloads.imdb;

import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements of a SQL script, one after another, as psql would find them: a semicolon ends a
 * statement unless it is in a string, an identifier in quotes, a text in dollars, a comment,
 * brackets or the body of a function in standard SQL. Read once, from front to back.
 */
final class Script {

  private static final Pattern RESTRICTION = Pattern.compile("\\\\(un)?restrict\\b.*");
  private static final int LOOK_AHEAD = 4;

  /** Editors put it in front of a text to say that it is UTF-8; psql skips it too. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * A statement.
   *
   * @param text without the semicolon
   * @param line on which it begins, from 1
   */
  record Statement(String text, int line) {}

  private final PushbackReader in;
  private final int longest;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder word = new StringBuilder();

  /** BEGIN and CASE in the body of a function that are still without their END. */
  private final Deque<String> blocks = new ArrayDeque<>();

  private boolean isAtStart = true;
  private int line = 1;
  private int brackets;

  /** Whether the statement creates a function or procedure, whose body may have semicolons. */
  private boolean isRoutine;

  /**
   * Prepares to read.
   *
   * @param longest the most characters that a statement, or a line of COPY, may have
   */
  Script(Reader in, int longest) {
    this.in = new PushbackReader(in, LOOK_AHEAD);
    this.longest = longest;
  }

  /** Returns the line that is being read, from 1. */
  int line() {
    return line;
  }

  /**
   * Returns the next statement, or {@code null} behind the last one.
   *
   * @throws IOException if the script cannot be read, or is none; the message has the line
   */
  @Nullable Statement next() throws IOException {
    text.setLength(0);
    word.setLength(0);
    blocks.clear();
    brackets = 0;
    isRoutine = false;
    int started = line;
    for (int c = isAtStart ? first() : read(); c >= 0; c = read()) {
      if (text.isEmpty() && (Character.isWhitespace(c) || c == ';')) {
        continue;
      }
      if (c == '\\') {
        command();
        continue;
      }
      if (c == '-' && follows('-')) {
        skipLine();
        c = '\n';
      } else if (c == '/' && follows('*')) {
        skipComment();
        c = ' ';
      }
      if (text.isEmpty()) {
        if (Character.isWhitespace(c)) {
          continue;
        }
        started = line;
      }
      if (c == ';') {
        endWord();
      }
      if (c == ';' && brackets <= 0 && blocks.isEmpty()) {
        return new Statement(text.toString().strip(), started);
      }
      take(c);
    }
    return text.isEmpty() ? null : new Statement(text.toString().strip(), started);
  }

  private void take(int c) throws IOException {
    if (isWordPart(c)) {
      word.append((char) c);
      append(c);
      return;
    }
    boolean escapes = word.length() == 1 && (word.charAt(0) | 0x20) == 'e';
    boolean startsDollars = word.isEmpty();
    endWord();
    append(c);
    switch (c) {
      case '\'' -> quoted('\'', escapes);
      case '"' -> quoted('"', false);
      case '(' -> brackets++;
      case ')' -> brackets--;
      case '$' -> {
        if (startsDollars) {
          dollars();
        }
      }
      default -> {
        // nothing that has an inside
      }
    }
  }

  private static boolean isWordPart(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private void endWord() {
    if (word.isEmpty()) {
      return;
    }
    String upper = word.toString().toUpperCase(Locale.ROOT);
    word.setLength(0);
    boolean isFirst = text.length() == upper.length();
    if (!isRoutine) {
      isRoutine =
          !isFirst
              && (upper.equals("FUNCTION") || upper.equals("PROCEDURE"))
              && text.substring(0, 6).equalsIgnoreCase("CREATE");
    } else if (upper.equals("BEGIN") || (upper.equals("CASE") && !blocks.isEmpty())) {
      blocks.push(upper);
    } else if (upper.equals("END") && !blocks.isEmpty()) {
      blocks.pop();
    }
  }

  private void quoted(char quote, boolean escapes) throws IOException {
    int from = line;
    for (int c = read(); c >= 0; c = read()) {
      append(c);
      if (c == '\\' && escapes) {
        append(read());
      } else if (c == quote) {
        return;
      }
    }
    throw new EOFException("line %d: %c has no end".formatted(from, quote));
  }

  /** Reads on to the end of {@code $tag$ ... $tag$}, if the dollar just read begins one. */
  private void dollars() throws IOException {
    int from = line;
    StringBuilder tag = new StringBuilder("$");
    int c = read();
    while (c >= 0 && isWordPart(c) && !(tag.length() == 1 && Character.isDigit(c))) {
      tag.append((char) c);
      append(c);
      c = read();
    }
    if (c != '$') {
      unread(c);
      return;
    }
    append(c);
    tag.append('$');
    int bodyFrom = text.length();
    for (c = read(); c >= 0; c = read()) {
      append(c);
      if (c == '$'
          && text.length() - bodyFrom >= tag.length()
          && text.substring(text.length() - tag.length()).contentEquals(tag)) {
        return;
      }
    }
    throw new EOFException("line %d: %s has no end".formatted(from, tag));
  }

  private void skipLine() throws IOException {
    for (int c = read(); c >= 0 && c != '\n'; c = read()) {
      // a comment
    }
  }

  private void skipComment() throws IOException {
    int from = line;
    int depth = 1;
    int before = read();
    for (int c = read(); c >= 0; c = read()) {
      if (before == '*' && c == '/') {
        depth--;
        c = ' ';
      } else if (before == '/' && c == '*') {
        depth++;
        c = ' ';
      }
      if (depth == 0) {
        return;
      }
      before = c;
    }
    throw new EOFException("line %d: /* has no end".formatted(from));
  }

  /** Those that pg_dump puts around a script since 2025 ask for what is so here anyway. */
  private void command() throws IOException {
    int at = line;
    StringBuilder command = new StringBuilder("\\");
    for (int c = read(); c >= 0 && c != '\n' && command.length() < longest; c = read()) {
      command.append((char) c);
    }
    if (!text.isEmpty() || !RESTRICTION.matcher(command.toString().strip()).matches()) {
      throw new IOException(
          "line %d: '%s' is a command of psql and not SQL; remove it"
              .formatted(at, command.toString().strip()));
    }
  }

  /**
   * Returns the next line of the data behind {@code COPY ... FROM STDIN}, without its end, or
   * {@code null} when the data has ended.
   */
  @Nullable String dataLine() throws IOException {
    text.setLength(0);
    for (int c = read(); c != '\n'; c = read()) {
      if (c < 0) {
        throw new EOFException(
            "line %d: the data of COPY must end with a line that is \\.".formatted(line));
      }
      append(c);
    }
    if (text.length() > 0 && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    return text.length() == 2 && text.charAt(0) == '\\' && text.charAt(1) == '.'
        ? null
        : text.toString();
  }

  /** Reads to the end of the line that a statement ended on, which must be empty. */
  void endLine() throws IOException {
    skipLine();
  }

  private void append(int c) throws IOException {
    if (text.length() >= longest) {
      throw new IOException(
          "line %d: longer than data_loading.max_memory_mb allows".formatted(line));
    }
    if (c >= 0) {
      text.append((char) c);
    }
  }

  private boolean follows(char wanted) throws IOException {
    int next = read();
    if (next == wanted) {
      return true;
    }
    unread(next);
    return false;
  }

  private int first() throws IOException {
    isAtStart = false;
    int c = read();
    return c == BYTE_ORDER_MARK ? read() : c;
  }

  private int read() throws IOException {
    int c = in.read();
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private void unread(int c) throws IOException {
    if (c >= 0) {
      in.unread(c);
      line -= c == '\n' ? 1 : 0;
    }
  }
}
