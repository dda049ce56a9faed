package io.stormdb.api;

import java.sql.SQLException;

/** A statement that returns rows. Rows are counted as they are read; all of them are read. */
public interface Query extends Bindable<Query> {

  /**
   * Runs the statement and returns the first column of its first row.
   *
   * @throws UnexpectedRowsException if there is no row
   */
  long firstLong() throws SQLException;

  /** Runs the statement and returns its rows. */
  Rows rows() throws SQLException;

  /** Runs the statement, reads all its rows and returns how many there were. */
  long drain() throws SQLException;
}
