package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a pool has its connections from.
 *
 * @param opener opens one
 */
record PoolSource(Opener opener) implements ConnectionSource {

  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return opener.open();
  }
}
