package io.stormdb.report;

import java.util.ArrayList;
import java.util.List;

/** A part of a report for people: a title and indented lines below it. */
final class Block {

  private final List<String> lines = new ArrayList<>();

  Block(String title) {
    lines.add(title);
  }

  /** Adds a named value. */
  Block value(String name, String value) {
    return text(name + ": " + value);
  }

  /** Adds a line. */
  Block text(String line) {
    lines.add("  " + oneLine(line));
    return this;
  }

  /** Adds a table with its headings. */
  Block table(Table table) {
    lines.addAll(table.lines());
    return this;
  }

  /** Adds a line that is indented already. */
  Block line(String line) {
    lines.add(line);
    return this;
  }

  /** Returns a text of others without line ends, which would tear a report apart. */
  static String oneLine(String text) {
    return text.replaceAll("\\s*\\p{Cntrl}+\\s*", " ").stripTrailing();
  }

  /** Returns all lines, the last one ended too. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
