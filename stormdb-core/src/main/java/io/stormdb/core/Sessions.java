package io.stormdb.core;

import java.sql.SQLException;

/** Where a worker has the sessions of its transactions from. Belongs to one thread. */
sealed interface Sessions permits Sessions.Pinned, FreshSessions, PooledSessions, KeptSessions {

  /**
   * Returns a session for one transaction; may have to wait for it.
   *
   * @throws SQLException if there is none to be had
   */
  Session acquire() throws SQLException;

  /**
   * Takes a session back after its transaction.
   *
   * @param usable whether another transaction can run on it
   */
  void release(Session session, boolean usable);

  /** Opens sessions. Safe for use by many threads. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens one.
     *
     * @throws SQLException if the server refuses
     */
    Session open() throws SQLException;
  }

  /**
   * The one session that a worker keeps to itself.
   *
   * @param session serves all its transactions, until it is lost
   * @param opener opens the next one then
   */
  record Pinned(Session session, Opener opener) implements Sessions {
    @Override
    public Session acquire() {
      return session;
    }

    @Override
    public void release(Session returned, boolean usable) {
      // stays where it is
    }
  }
}
