package io.stormdb.core;

import java.util.List;
import java.util.Optional;

/** Explains errors of prepared statements that the sessions of a load cannot have caused. */
final class LostStatements {

  private LostStatements() {}

  /** Returns what to do about them; empty if there were none. */
  static Optional<String> hint(List<RunResult.ErrorClass> errors) {
    return errors.stream()
        .filter(error -> SqlStates.isStatementLost(error.sqlState()))
        .findFirst()
        .map(
            error ->
                "prepared statements were not found where they were prepared (%s: %s), as happens through a pooler in transaction mode; use query_mode: extended, or max_prepared_statements of PgBouncer 1.21 and later"
                    .formatted(error.sqlState(), error.sample()));
  }
}
