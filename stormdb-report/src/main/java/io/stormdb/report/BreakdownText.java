package io.stormdb.report;

import io.stormdb.api.StatementKind;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.Statements;
import java.util.TreeMap;

/** What the server was asked to do. */
final class BreakdownText {

  private BreakdownText() {}

  static String of(RunResult result) {
    Operations operations = Operations.of(result);
    Block block =
        new Block("Workload Breakdown:")
            .value("Read Operations", figures(result, operations.read(), 0))
            .value("Write Operations", figures(result, operations.write(), operations.compound()))
            .value("Other Operations", figures(result, operations.other(), 0));
    if (result.statementCount() > 0) {
      Table table =
          new Table().text("Statement").number("Count").number("Per second").number("Rows");
      for (StatementKind kind : StatementKind.values()) {
        Statements statements = Operations.of(result, kind);
        if (statements.count() > 0) {
          table.row(
              kind.name(),
              Numbers.count(statements.count()),
              Numbers.rate(statements.count(), result.measured()),
              Numbers.count(statements.rows()));
        }
      }
      block.table(table);
    }
    return block.toString();
  }

  /** Returns what the workload itself counted, or a blank text. */
  static String counters(RunResult result) {
    if (result.counters().isEmpty()) {
      return "";
    }
    Table table = new Table().text("Counter").number("Count").number("Per second");
    new TreeMap<>(result.counters())
        .forEach(
            (name, count) ->
                table.row(name, Numbers.count(count), Numbers.rate(count, result.measured())));
    return new Block("Workload Counters:").table(table).toString();
  }

  /** Shows statements, of which some are silent about the rows that they changed. */
  private static String figures(RunResult result, Statements statements, long silent) {
    if (result.measured().isZero()) {
      return Numbers.NO_DATA;
    }
    return statements.count() == 0
        ? "0"
        : "%s (%s), %s"
            .formatted(
                Numbers.count(statements.count()),
                Numbers.percent(statements.count(), result.statementCount(), 1),
                rows(statements, silent));
  }

  private static String rows(Statements statements, long silent) {
    if (silent == statements.count()) {
      return "rows not known: compound statements do not tell";
    }
    String rows = Numbers.count(statements.rows(), "row", "rows");
    return silent == 0
        ? rows
        : "at least %s: %s compound statements do not tell".formatted(rows, Numbers.count(silent));
  }
}
