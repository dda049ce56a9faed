package io.stormdb.core;

import io.stormdb.api.Bindable;
import io.stormdb.api.Sql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** A statement, prepared once on a connection and bound anew for each execution. */
abstract class BoundStatement<S extends Bindable<S>> implements Bindable<S> {

  final Sql sql;
  final PreparedStatement prepared;
  private WorkerTx tx;
  private int bound;

  BoundStatement(Sql sql, WorkerTx tx, Connection connection) throws SQLException {
    this.sql = sql;
    this.tx = tx;
    this.prepared = connection.prepareStatement(sql.text());
    PGStatement statement = prepared.unwrap(PGStatement.class);
    // 0 is a connection in extended mode, which shall name no statement
    if (statement.getPrepareThreshold() != 0) {
      // named from the first execution on: the fifth one is no different from the first
      statement.setPrepareThreshold(1);
    }
  }

  abstract S self();

  /** Forgets what was bound, for the next execution in a transaction. */
  final void start(WorkerTx of) {
    tx = of;
    bound = 0;
  }

  /** Returns the transaction that the statement now belongs to. */
  final WorkerTx tx() {
    return tx;
  }

  @Override
  public final S bind(int value) throws SQLException {
    prepared.setInt(++bound, value);
    return self();
  }

  @Override
  public final S bind(long value) throws SQLException {
    prepared.setLong(++bound, value);
    return self();
  }

  @Override
  public final S bind(double value) throws SQLException {
    prepared.setDouble(++bound, value);
    return self();
  }

  @Override
  public final S bind(boolean value) throws SQLException {
    prepared.setBoolean(++bound, value);
    return self();
  }

  @Override
  public final S bind(@Nullable String value) throws SQLException {
    prepared.setString(++bound, value);
    return self();
  }

  @Override
  public final S bind(@Nullable BigDecimal value) throws SQLException {
    prepared.setBigDecimal(++bound, value);
    return self();
  }

  @Override
  public final S bindObject(@Nullable Object value) throws SQLException {
    if (value == null) {
      prepared.setNull(++bound, Types.NULL);
    } else {
      prepared.setObject(++bound, value);
    }
    return self();
  }

  @Override
  public final S bindArray(int[] values) throws SQLException {
    prepared.setObject(++bound, values);
    return self();
  }

  @Override
  public final S bindArray(long[] values) throws SQLException {
    prepared.setObject(++bound, values);
    return self();
  }

  @Override
  public final S bindArray(String[] values) throws SQLException {
    prepared.setObject(++bound, values);
    return self();
  }
}
