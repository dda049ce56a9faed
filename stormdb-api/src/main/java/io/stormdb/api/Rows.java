package io.stormdb.api;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, one after another. Ends by itself when {@link #next} returns false, and with
 * the transaction at the latest.
 */
public interface Rows {

  /** Goes to the next row. Returns false behind the last one. */
  boolean next() throws SQLException;

  /**
   * Goes to the next row.
   *
   * @return this
   * @throws UnexpectedRowsException if there is none
   */
  Rows first() throws SQLException;

  /** Returns a column of the current row, counted from 1; NULL is 0, see {@link #wasNull}. */
  int getInt(int column) throws SQLException;

  /** Returns a column of the current row, counted from 1; NULL is 0, see {@link #wasNull}. */
  long getLong(int column) throws SQLException;

  /** Returns a column of the current row, counted from 1; NULL is 0, see {@link #wasNull}. */
  double getDouble(int column) throws SQLException;

  /** Returns a column of the current row, counted from 1; NULL is false, see {@link #wasNull}. */
  boolean getBoolean(int column) throws SQLException;

  /** Returns a column of the current row, counted from 1. */
  @Nullable String getString(int column) throws SQLException;

  /** Returns a column of the current row, counted from 1. */
  @Nullable BigDecimal getDecimal(int column) throws SQLException;

  /** Returns whether the column that was read last was NULL. */
  boolean wasNull() throws SQLException;

  /**
   * Returns the rows of the driver, for types that have no method here. Do not move or close it.
   */
  ResultSet resultSet();
}
