package io.stormdb.report;

import io.stormdb.api.StatementKind;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.Statements;
import java.util.stream.Stream;

/**
 * The statements of a run by what they do to data.
 *
 * @param read SELECT; its rows are those returned, by compound statements too
 * @param write INSERT, UPDATE, DELETE and compound statements; its rows are those that the first
 *     three changed, because compound ones do not tell
 * @param other anything else
 * @param compound how many compound statements are among those that write
 */
record Operations(Statements read, Statements write, Statements other, long compound) {

  static Operations of(RunResult result) {
    Statements select = of(result, StatementKind.SELECT);
    Statements compound = of(result, StatementKind.COMPOUND);
    Statements changes =
        Stream.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE)
            .map(kind -> of(result, kind))
            .reduce(new Statements(0, 0), Operations::plus);
    return new Operations(
        new Statements(select.count(), select.rows() + compound.rows()),
        new Statements(changes.count() + compound.count(), changes.rows()),
        of(result, StatementKind.OTHER),
        compound.count());
  }

  /** Returns the statements of one kind. */
  static Statements of(RunResult result, StatementKind kind) {
    return result.statements().getOrDefault(kind, new Statements(0, 0));
  }

  private static Statements plus(Statements one, Statements other) {
    return new Statements(one.count() + other.count(), one.rows() + other.rows());
  }
}
