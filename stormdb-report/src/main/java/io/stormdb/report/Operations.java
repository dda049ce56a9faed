package io.stormdb.report;

import io.stormdb.api.StatementKind;
import io.stormdb.core.RunResult;
import io.stormdb.core.RunResult.Statements;

/**
 * The statements of a run by what they do to data.
 *
 * @param read SELECT
 * @param write INSERT, UPDATE and DELETE
 * @param other anything else
 */
record Operations(Statements read, Statements write, Statements other) {

  static Operations of(RunResult result) {
    return new Operations(
        of(result, StatementKind.SELECT),
        plus(
            of(result, StatementKind.INSERT),
            plus(of(result, StatementKind.UPDATE), of(result, StatementKind.DELETE))),
        of(result, StatementKind.OTHER));
  }

  /** Returns the statements of one kind. */
  static Statements of(RunResult result, StatementKind kind) {
    return result.statements().getOrDefault(kind, new Statements(0, 0));
  }

  private static Statements plus(Statements one, Statements other) {
    return new Statements(one.count() + other.count(), one.rows() + other.rows());
  }
}
