package io.stormdb.api;

import java.sql.SQLException;

/**
 * A transaction whose statements are all known before it runs, in the hands of one worker. For the
 * engine, which may send them itself instead of calling {@link #run}.
 *
 * @see TransactionType#script
 */
public interface Script extends TransactionType.Instance {

  /** Returns how many statements it has; at least 1. */
  int size();

  /** Returns a statement, from 0. */
  Sql sql(int statement);

  /** Returns whether a statement, from 0, returns rows, rather than a count. */
  boolean returnsRows(int statement);

  /** Binds the parameters of a statement, from 0, by the arguments that were drawn last. */
  void bind(int statement, Binding to) throws SQLException;

  /**
   * Judges the number of rows that a statement, from 0, returned or changed.
   *
   * @throws UnexpectedRowsException if it had to be another
   */
  void require(int statement, long rows) throws UnexpectedRowsException;
}
