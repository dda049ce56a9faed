package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps a schema from being loaded or dropped while somebody runs on it: an advisory lock that ends
 * with its connection.
 */
enum SchemaLock {
  /** For those who only need the schema to stay. */
  SHARED("pg_try_advisory_lock_shared"),
  /** For those who change it. */
  EXCLUSIVE("pg_try_advisory_lock");

  /** "storm" in ASCII, cut to four bytes: keeps our locks apart from those of others. */
  private static final int CLASS_ID = 0x73746f72;

  private final String function;

  SchemaLock(String function) {
    this.function = function;
  }

  /**
   * Takes the lock for as long as the connection lives.
   *
   * @throws StormDbException if somebody else is in the way
   */
  void acquire(Connection connection, String schema) throws SQLException {
    String taken =
        Database.string(connection, "SELECT " + function + "(?, hashtext(?))", CLASS_ID, schema);
    if (!"t".equals(taken)) {
      throw StormDbException.usage(
          "schema %s is being %s by another StormDB; wait for it to end, or name another schema with 'schema'"
              .formatted(schema, this == SHARED ? "loaded or dropped" : "used"));
    }
  }
}
