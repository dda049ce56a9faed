package io.stormdb.report;

import io.stormdb.pgstats.StatementActivity;
import io.stormdb.pgstats.StatementActivity.Entry;

/** The statements that took the server the longest. */
final class StatementsText {

  /** More of a statement makes the table hard to read; the JSON result has all of it. */
  private static final int MOST_CHARACTERS = 100;

  private static final int MOST_SHOWN = 5;

  private StatementsText() {}

  /** Adds a line about all statements and a table of those at the top. */
  static void add(Block block, StatementActivity statements) {
    block.value(
        "Top Statements",
        statements.top().isEmpty()
            ? "none ran"
            : "%s of %s, which took %s in all"
                .formatted(
                    Numbers.count(Math.min(MOST_SHOWN, statements.top().size())),
                    Numbers.count(statements.distinct()),
                    Numbers.latency(statements.totalTime())));
    statements.warnings().forEach(warning -> block.text("WARNING: " + warning));
    if (!statements.top().isEmpty()) {
      block.table(table(statements));
    }
  }

  private static Table table(StatementActivity statements) {
    Table table =
        new Table()
            .number("Total")
            .number("Share")
            .number("Calls")
            .number("Mean")
            .number("Rows")
            .number("Hit")
            .number("WAL")
            .text("Name")
            .text("Statement");
    for (Entry entry : statements.top().stream().limit(MOST_SHOWN).toList()) {
      table.row(
          Numbers.latency(entry.totalTime()),
          Numbers.percent(entry.totalTime().toNanos(), statements.totalTime().toNanos(), 1),
          Numbers.count(entry.calls()),
          Numbers.latency(entry.meanTime()),
          Numbers.count(entry.rows()),
          Numbers.percent(entry.blocks().hit(), entry.blocks().hit() + entry.blocks().read(), 1),
          entry.wal().map(wal -> Numbers.bytes(wal.bytes())).orElse(Numbers.NO_DATA),
          entry.name().orElse(entry.isNested() ? "(in another)" : "-"),
          entry.text().map(StatementsText::shortened).orElse("(the server lost the text)"));
    }
    return table;
  }

  /** Returns a text on one line of not too many characters. */
  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MOST_CHARACTERS
        ? line
        : line.substring(0, MOST_CHARACTERS - 3).stripTrailing() + "...";
  }
}
