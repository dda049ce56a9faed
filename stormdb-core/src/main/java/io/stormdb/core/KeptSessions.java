package io.stormdb.core;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A session that a worker keeps, and replaces when it needs one and has lost it. Where a worker has
 * two kinds of sessions, one that is lost must not hold up the other.
 */
final class KeptSessions implements Sessions, AutoCloseable {

  private final Opening opening;
  // whoever closes is not the thread that uses it
  private volatile @Nullable Session session;

  /**
   * Starts with a session, or without one.
   *
   * @param session open, or {@code null} to open one when it is needed
   */
  KeptSessions(Opening opening, @Nullable Session session) {
    this.opening = opening;
    this.session = session;
  }

  /** Returns the session that is there, {@code null} if it was lost. */
  @Nullable Session present() {
    return session;
  }

  @Override
  public Session acquire() throws SQLException {
    Session present = session;
    if (present == null) {
      present = opening.open();
      session = present;
    }
    return present;
  }

  @Override
  public void release(Session returned, boolean usable) {
    if (!usable) {
      session = null;
      returned.close();
    }
  }

  @Override
  public void close() {
    Session present = session;
    if (present != null) {
      present.close();
    }
  }
}
