package io.stormdb.core;

import io.stormdb.api.Query;
import io.stormdb.api.Rows;
import io.stormdb.api.Sql;
import io.stormdb.api.UnexpectedRowsException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement that returns rows, and those rows. */
final class QueryStatement extends BoundStatement<Query> implements Query, Rows {

  private @Nullable ResultSet open;
  private long read;

  QueryStatement(Sql sql, WorkerTx tx, Connection connection) throws SQLException {
    super(sql, tx, connection);
  }

  @Override
  Query self() {
    return this;
  }

  @Override
  public long firstLong() throws SQLException {
    long value = rows().first().getLong(1);
    finish();
    return value;
  }

  @Override
  public Rows rows() throws SQLException {
    tx().beforeStatement();
    SqlTrace.statement(sql.text());
    read = 0;
    StatementTimer timer = tx().timer();
    open = timer == null ? prepared.executeQuery() : timer.query(sql, prepared);
    tx().opened(this);
    return this;
  }

  @Override
  public long drain() throws SQLException {
    rows();
    finish();
    return read;
  }

  @Override
  public boolean next() throws SQLException {
    ResultSet rows = open;
    if (rows == null) {
      return false;
    }
    if (rows.next()) {
      read++;
      return true;
    }
    close(rows);
    return false;
  }

  @Override
  public Rows first() throws SQLException {
    if (!next()) {
      throw new UnexpectedRowsException(sql, "a row", read);
    }
    return this;
  }

  /** Reads what has not been read, so that the count of rows is what the server returned. */
  void finish() throws SQLException {
    ResultSet rows = open;
    if (rows != null) {
      while (rows.next()) {
        read++;
      }
      close(rows);
    }
  }

  /** Lets go of the rows of a transaction that has failed. */
  void abandon() {
    open = null;
  }

  private void close(ResultSet rows) throws SQLException {
    open = null;
    rows.close();
    tx().answered(sql.kind(), read);
    StatementTimer timer = tx().timer();
    if (timer != null) {
      timer.rows(read);
    }
  }

  @Override
  public int getInt(int column) throws SQLException {
    return resultSet().getInt(column);
  }

  @Override
  public long getLong(int column) throws SQLException {
    return resultSet().getLong(column);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    return resultSet().getDouble(column);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    return resultSet().getBoolean(column);
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    return resultSet().getString(column);
  }

  @Override
  public @Nullable BigDecimal getDecimal(int column) throws SQLException {
    return resultSet().getBigDecimal(column);
  }

  @Override
  public boolean wasNull() throws SQLException {
    return resultSet().wasNull();
  }

  @Override
  public ResultSet resultSet() {
    ResultSet rows = open;
    if (rows == null) {
      throw new IllegalStateException(
          "the rows of statement '" + sql.name() + "' have ended; read columns before next()");
    }
    return rows;
  }
}
