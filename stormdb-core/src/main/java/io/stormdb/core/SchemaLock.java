package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps a schema from being loaded or dropped while somebody runs on it: an advisory lock that ends
 * with its connection.
 */
enum SchemaLock {
  /** For those who only need the schema to stay. */
  SHARED("pg_try_advisory_lock_shared", "pg_advisory_unlock_shared"),
  /** For those who change it. */
  EXCLUSIVE("pg_try_advisory_lock", "pg_advisory_unlock");

  /** "storm" in ASCII, cut to four bytes: keeps our locks apart from those of others. */
  private static final int CLASS_ID = 0x73746f72;

  private static final int RELEASE_LIMIT_MILLIS = 5_000;

  private final String lock;
  private final String unlock;

  SchemaLock(String lock, String unlock) {
    this.lock = lock;
    this.unlock = unlock;
  }

  /**
   * Takes the lock for as long as the connection lives.
   *
   * @throws StormDbException if somebody else is in the way
   */
  void acquire(Connection connection, String schema) throws SQLException {
    acquire(lock, connection, schema);
  }

  /**
   * Takes the lock for as long as the transaction of the connection lasts.
   *
   * @throws StormDbException if somebody else is in the way
   */
  void acquireForTransaction(Connection connection, String schema) throws SQLException {
    acquire(lock.replace("advisory", "advisory_xact"), connection, schema);
  }

  private void acquire(String function, Connection connection, String schema) throws SQLException {
    String taken =
        Database.string(connection, "SELECT " + function + "(?, hashtext(?))", CLASS_ID, schema);
    if (!"t".equals(taken)) {
      throw StormDbException.usage(
          "schema %s is being %s by another StormDB; wait for it to end, or name another schema with 'schema'"
              .formatted(schema, this == SHARED ? "loaded or dropped" : "used"));
    }
  }

  /**
   * Gives the lock back. Closing the connection is not enough: the server notices that some time
   * later, and whoever wants the lock next would be refused.
   */
  void release(Connection connection, String schema) {
    try {
      // a server that has fallen silent must not keep the result from being shown
      connection.setNetworkTimeout(Runnable::run, RELEASE_LIMIT_MILLIS);
      Database.string(connection, "SELECT " + unlock + "(?, hashtext(?))", CLASS_ID, schema);
    } catch (SQLException e) {
      // the connection has been lost, and the lock with it; what was done until then still counts
      return;
    }
  }

  /** Ends the transaction that holds the lock. */
  static void releaseTransaction(Connection connection) {
    try {
      connection.setNetworkTimeout(Runnable::run, RELEASE_LIMIT_MILLIS);
      connection.rollback();
    } catch (SQLException e) {
      // as above
      return;
    }
  }
}
