package io.stormdb.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A chart of bars: one a line, the longest of a fixed length. */
final class Bars {

  private static final int LONGEST = 40;

  private record Bar(String name, OptionalDouble value, String shown) {}

  private final List<Bar> bars = new ArrayList<>();

  /**
   * Adds a bar.
   *
   * @param value not negative; empty where there is no data, which is shown as that
   * @param shown the value as readers see it
   */
  Bars bar(String name, OptionalDouble value, String shown) {
    bars.add(new Bar(name, value, shown));
    return this;
  }

  /** Returns the chart; blank if no bar has anything to show. */
  String under(String title) {
    double highest = bars.stream().mapToDouble(bar -> bar.value().orElse(0)).max().orElse(0);
    if (highest == 0) {
      return "";
    }
    Table table = new Table().number("").number("").text("");
    bars.forEach(bar -> table.row(bar.name(), bar.shown(), line(bar.value(), highest)));
    Block block = new Block(title);
    table.rows().forEach(block::line);
    return block.toString();
  }

  /** Rounded up: where something is, something must be seen. */
  private static String line(OptionalDouble value, double highest) {
    return "#".repeat((int) Math.ceil(LONGEST * value.orElse(0) / highest));
  }
}
