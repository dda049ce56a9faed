package io.stormdb.api;

import java.sql.Connection;

/** A transaction isolation level, as PostgreSQL implements it. */
public enum Isolation {
  /** Each statement sees what was committed before it began. */
  READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
  /** A transaction sees what was committed before its first statement. */
  REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
  /** As if transactions had run one after another. */
  SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

  private final int jdbcLevel;

  Isolation(int jdbcLevel) {
    this.jdbcLevel = jdbcLevel;
  }

  /** Returns the constant of {@link Connection#setTransactionIsolation}. */
  public int jdbcLevel() {
    return jdbcLevel;
  }

  /** Returns the name in SQL, for example {@code READ COMMITTED}. */
  public String sql() {
    return name().replace('_', ' ');
  }
}
