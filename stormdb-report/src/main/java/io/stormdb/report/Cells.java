package io.stormdb.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the lines of a table into their cells, which may be quoted.
 *
 * @param file that they are in, for messages
 * @param separator what stands between cells
 */
record Cells(Path file, char separator) {

  /** Returns what splits a table by the separator that its line of headings has. */
  static Cells of(Path file, String headings) {
    char separator = ',';
    for (char one : new char[] {'\t', ';', ','}) {
      separator = headings.indexOf(one) >= 0 ? one : separator;
    }
    return new Cells(file, separator);
  }

  /**
   * Returns the cells of a line.
   *
   * @throws IOException if a quotation mark is not closed
   */
  List<String> split(String line, int number) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == separator && !isQuoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (isQuoted) {
      throw problem(number, "has a quotation mark that is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }

  /** Returns a complaint about a line. */
  IOException problem(int number, String text) {
    return new IOException("%s:%s: %s".formatted(file, number, text));
  }
}
