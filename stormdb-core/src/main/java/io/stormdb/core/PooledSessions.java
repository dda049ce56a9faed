package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one worker borrows from the pool that all share, one session at a time. */
final class PooledSessions implements Sessions {

  private final SessionPool pool;
  private volatile boolean waits;
  private volatile @Nullable Refusals refusals;
  private @Nullable Connection borrowed;

  /** Hears of what keeps the pool from opening connections. */
  @FunctionalInterface
  interface Refusals {

    /**
     * Says that the server has refused a connection while the worker was waiting for one. Called by
     * a thread of the pool.
     *
     * @param isFirst whether no other worker has heard of this one
     */
    void heard(SQLException reason, boolean isFirst);
  }

  PooledSessions(SessionPool pool) {
    this.pool = pool;
  }

  /** Says who hears of refusals. */
  void onRefusal(Refusals listener) {
    refusals = listener;
    pool.add(this);
  }

  /** Returns whether the worker waits for a connection. Safe to call from any thread. */
  boolean isWaiting() {
    return waits;
  }

  /** Says that the server has refused a connection while the worker may have been waiting. */
  void refused(SQLException reason, boolean isFirst) {
    Refusals listener = refusals;
    if (listener != null) {
      listener.heard(reason, isFirst);
    }
  }

  @Override
  public Session acquire() throws SQLException {
    Connection connection = borrow();
    try {
      Session session = pool.sessionOf(connection);
      borrowed = connection;
      return session;
    } catch (SQLException e) {
      pool.evict(connection);
      throw e;
    }
  }

  private Connection borrow() throws SQLException {
    waits = true;
    try {
      return pool.borrow();
    } finally {
      waits = false;
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
