package io.stormdb.core.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * What is wrong with the form of a file, in words for somebody who does not know YAML's grammar.
 * The parser's own message is not used, because it shows parts of the file, and a password may be
 * among them.
 *
 * @param line counted from 1
 * @param sentence what is wrong and what would work, without the place
 */
record SyntaxError(int line, String sentence) {

  static SyntaxError of(YAMLException error, String text) {
    if (error instanceof ReaderException unreadable) {
      int position = Math.min(unreadable.getPosition(), text.length());
      return new SyntaxError(
          1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count(),
          "has a control character (U+%04X), which YAML does not allow"
              .formatted(unreadable.getCodePoint()));
    }
    if (error instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return of(marked);
    }
    return new SyntaxError(1, "is too long, or nested too deeply");
  }

  private static SyntaxError of(MarkedYAMLException error) {
    String problem = String.valueOf(error.getProblem());
    Mark mark = error.getProblemMark();
    int line = mark.getLine() + 1;
    int began = line(error.getContextMark(), line);
    int column = mark.getColumn() + 1;
    if (problem.startsWith("found character '\\t")) {
      return new SyntaxError(line, "a tab is used for indentation; YAML wants blanks");
    }
    if (problem.contains("cannot start any token")) {
      return new SyntaxError(
          line,
          "the character in column %d cannot begin a value; put the value in quotes"
              .formatted(column));
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return new SyntaxError(
          line,
          "the ':' in column %d is not expected there; either the indentation is wrong, or the value"
                  .formatted(column)
              + " has ': ' in it and wants quotes");
    }
    if (problem.startsWith("could not find expected ':'")) {
      return new SyntaxError(
          began, "is not 'key: value'; is the ':' or the blank after it missing?");
    }
    if (problem.startsWith("expected <block end>")) {
      return new SyntaxError(
          line, "is indented differently from the lines it seems to belong with");
    }
    if (problem.startsWith("expected ','")) {
      return new SyntaxError(began, "has a '[' or '{' that is not closed");
    }
    if (problem.startsWith("found unexpected end of stream")) {
      return new SyntaxError(began, "has a quotation mark that is not closed");
    }
    if (problem.startsWith("found undefined alias")) {
      return new SyntaxError(
          line,
          "the value in column %d begins with '*', which refers to something that is not there; put"
                  .formatted(column)
              + " the value in quotes");
    }
    if (problem.startsWith("found unknown escape character")) {
      return new SyntaxError(
          line,
          "a backslash in double quotes begins something unknown in column %d; write \\\\, or use"
                  .formatted(column)
              + " single quotes");
    }
    if (problem.startsWith("but found another document")) {
      return new SyntaxError(line, "begins a second document; a configuration is one");
    }
    return new SyntaxError(
        line,
        "is not YAML from column %d on; check quotes and indentation here and in the line above"
            .formatted(column));
  }

  private static int line(@Nullable Mark mark, int otherwise) {
    return mark == null ? otherwise : mark.getLine() + 1;
  }
}
