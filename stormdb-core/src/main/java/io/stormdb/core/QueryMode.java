package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * How statements reach the server. The names are those of {@code pgbench --protocol}. A property of
 * connections: of those that StormDB opens itself, the configuration decides it.
 */
public enum QueryMode {
  /** As text with the arguments written into it; the server parses and plans each one. */
  SIMPLE,

  /** As text and arguments apart; the server parses and plans each one. */
  EXTENDED,

  /** Parsed once a connection, then by name with the arguments only. */
  PREPARED;

  /** Returns how a connection sends the statements of a workload. */
  public static QueryMode of(Connection connection) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    if (driver.getPreferQueryMode() == PreferQueryMode.SIMPLE) {
      return SIMPLE;
    }
    return driver.getPrepareThreshold() == 0 ? EXTENDED : PREPARED;
  }

  /** Returns the name in lower case, as it is written in a configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
