package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one worker borrows from the pool that all share, one session at a time. */
final class PooledSessions implements Sessions {

  private final SessionPool pool;
  private @Nullable Connection borrowed;

  PooledSessions(SessionPool pool) {
    this.pool = pool;
  }

  @Override
  public Session acquire() throws SQLException {
    Connection connection = pool.borrow();
    try {
      Session session = pool.sessionOf(connection);
      borrowed = connection;
      return session;
    } catch (SQLException e) {
      pool.evict(connection);
      throw e;
    }
  }

  @Override
  public void release(Session session, boolean usable) {
    Connection connection = borrowed;
    if (connection == null) {
      throw new IllegalStateException("a session was given back that was not borrowed");
    }
    borrowed = null;
    if (!usable || !isAtRest(session)) {
      pool.evict(connection);
    }
    Database.close(List.of(connection), trouble -> {});
  }

  /** The pool may ask the server something before it lends a connection: not in a transaction. */
  private static boolean isAtRest(Session session) {
    try {
      session.connection().setAutoCommit(true);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
