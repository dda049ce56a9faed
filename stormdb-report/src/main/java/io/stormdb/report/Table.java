package io.stormdb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cells lined up in columns: text to the left, numbers to the right. */
final class Table {

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private record Column(String heading, boolean right) {}

  /** Adds a column of texts. */
  Table text(String heading) {
    columns.add(new Column(heading, false));
    return this;
  }

  /** Adds a column of numbers. */
  Table number(String heading) {
    columns.add(new Column(heading, true));
    return this;
  }

  /** Adds a row: one cell a column. */
  Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have %s cells, had %s".formatted(columns.size(), cells.length));
    }
    rows.add(Stream.of(cells).map(Block::oneLine).toList());
    return this;
  }

  /** Returns the line of headings and then a line for each row, none with blanks at its end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(rows());
    lines.add(0, line(columns.stream().map(Column::heading).toList()));
    return lines;
  }

  /** Returns a line for each row, without headings. */
  List<String> rows() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String padding = " ".repeat(width(i) - cells.get(i).length());
      line.append(GAP)
          .append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).heading().length(), Math::max);
  }
}
