package io.stormdb.api;

import java.sql.SQLException;

/** A statement that changes rows and returns how many. */
public interface Update extends Bindable<Update> {

  /** Runs the statement and returns how many rows it changed, by the server's word. */
  long execute() throws SQLException;

  /**
   * Runs the statement and insists on the number of rows changed.
   *
   * @throws UnexpectedRowsException if it changed another number; the transaction then fails
   */
  void expectRows(long rows) throws SQLException;
}
