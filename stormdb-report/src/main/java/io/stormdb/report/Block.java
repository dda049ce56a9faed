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

  /** Adds a line. Control characters would tear it apart, so they become blanks. */
  Block text(String line) {
    lines.add("  " + line.replaceAll("\\p{Cntrl}+", " ").stripTrailing());
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

  /** Returns all lines, the last one ended too. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
