package io.stormdb.api;

import java.io.Serial;
import java.sql.SQLException;

/**
 * A statement found or changed another number of rows than its transaction relies on. The
 * transaction fails under the error class {@code unexpected_rows}.
 */
public final class UnexpectedRowsException extends SQLException {

  /** The SQLSTATE of this error, {@code no_data} or {@code cardinality} being too narrow for it. */
  public static final String SQL_STATE = "SD001";

  @Serial private static final long serialVersionUID = 1L;

  /** Describes the statement and both numbers. */
  public UnexpectedRowsException(Sql sql, String expected, long actual) {
    super(
        "statement '%s' should have %s, had %d".formatted(sql.name(), expected, actual), SQL_STATE);
  }
}
