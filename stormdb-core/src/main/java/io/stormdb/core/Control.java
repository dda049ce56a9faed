package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What StormDB itself asks and changes in a schema, which stays locked until this is closed.
 * Through a pooler in transaction mode, a transaction that stays open holds the lock, and each
 * question is a transaction of its own.
 */
final class Control implements AutoCloseable {

  private static final String APPLICATION = "stormdb:control";

  private final Database database;
  private final String schema;
  private final SchemaLock lock;
  private final Connection connection;
  private final Pooler pooler;

  /** Asks or changes something. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param connection finds the tables of the schema. In autocommit, but through a pooler in
     *     transaction mode in a transaction, which is committed afterwards
     */
    T on(Connection connection) throws SQLException;
  }

  private Control(
      Database database, String schema, SchemaLock lock, Connection connection, Pooler pooler) {
    this.database = database;
    this.schema = schema;
    this.lock = lock;
    this.connection = connection;
    this.pooler = pooler;
  }

  /**
   * Locks a schema.
   *
   * @throws StormDbException if the server refuses, somebody else is in the way, or the lock cannot
   *     be had through the pooler that is there
   */
  static Control open(Database database, String schema, SchemaLock lock) throws SQLException {
    Connection connection = database.connect();
    try {
      Control control =
          new Control(database, schema, lock, connection, between(connection, database));
      control.begin();
      return control;
    } catch (SQLException | RuntimeException e) {
      Database.close(List.of(connection), e::addSuppressed);
      throw e;
    }
  }

  private static Pooler between(Connection connection, Database database) {
    try {
      return PoolerProbe.of(connection, database);
    } catch (SQLException e) {
      throw database.unusable(connection, e);
    }
  }

  private void begin() throws SQLException {
    if (pooler != Pooler.TRANSACTION) {
      try {
        database.setUp(connection, schema, APPLICATION);
      } catch (SQLException e) {
        throw database.unusable(connection, e);
      }
      lock.acquire(connection, schema);
      return;
    }
    if (lock == SchemaLock.EXCLUSIVE) {
      requireChange();
    }
    Poolers.requireStatements(database, pooler);
    connection.setAutoCommit(false);
    Database.execute(connection, TransactionSettings.ofQuestions(schema, APPLICATION));
    lock.acquireForTransaction(connection, schema);
  }

  /**
   * Refuses a change where it cannot be made.
   *
   * @throws StormDbException saying where it can
   */
  void requireChange() {
    if (pooler == Pooler.TRANSACTION) {
      throw StormDbException.usage(
          "%s is a pooler in transaction mode, and nothing can be created, loaded or dropped through it: that needs settings and a lock that outlast a transaction; do it on the server itself, and run through the pooler then"
              .formatted(database.url()));
    }
  }

  Pooler pooler() {
    return pooler;
  }

  /**
   * Keeps everybody else away as well. Not through a pooler in transaction mode.
   *
   * @throws StormDbException if somebody else is there
   */
  void lockExclusively() throws SQLException {
    SchemaLock.EXCLUSIVE.acquire(connection, schema);
  }

  /** Lets others in again. */
  void unlockExclusively() {
    SchemaLock.EXCLUSIVE.release(connection, schema);
  }

  /** Asks or changes something. */
  <T> T ask(Work<T> work) throws SQLException {
    return pooler == Pooler.TRANSACTION
        ? database.ask(schema, APPLICATION, pooler, work)
        : work.on(connection);
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (pooler == Pooler.TRANSACTION) {
        SchemaLock.releaseTransaction(connection);
      } else {
        lock.release(connection, schema);
      }
    }
  }
}
