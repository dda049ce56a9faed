package io.stormdb.core;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The way of a worker's transactions to a server, and whether the server lets it through. Belongs
 * to one thread.
 */
final class Route {

  private final Sessions sessions;
  private final @Nullable Connectivity half;
  private int refusals;
  private boolean closed;
  private long heldNanos;

  /**
   * Starts open.
   *
   * @param half hears of losses of this kind of sessions; {@code null} if nobody wants to know
   */
  Route(Sessions sessions, @Nullable Connectivity half) {
    this.sessions = sessions;
    this.half = half;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Returns whether its session stays with the worker between transactions. */
  boolean isKept() {
    return sessions instanceof KeptSessions;
  }

  /** Returns the session that the worker has kept; {@code null} if it has to acquire one. */
  @Nullable Session kept() {
    return sessions instanceof KeptSessions kept ? kept.present() : null;
  }

  /** Says that there was no session, and returns how often in a row. */
  int refuse() {
    return ++refusals;
  }

  /**
   * Says that the server is out of reach.
   *
   * @return whether that is news
   */
  boolean close(long nowNanos, SQLException reason) {
    if (closed) {
      return false;
    }
    closed = true;
    if (half != null) {
      half.lost(nowNanos, reason);
    }
    return true;
  }

  /**
   * Says that there is a session.
   *
   * @return whether the server was out of reach before; call {@link #open} then
   */
  boolean isReached() {
    refusals = 0;
    return closed;
  }

  /** Says that the server is no longer out of reach. */
  void open(long nowNanos) {
    closed = false;
    if (half != null) {
      half.regained(nowNanos);
    }
  }

  /** Says that an attempt to reach the server again was in vain. */
  void attemptFailed(SQLException refusal) {
    if (half != null) {
      half.attemptFailed(refusal);
    }
  }

  /** Adds to the time for which a session was lent. */
  void held(long nanos) {
    heldNanos += nanos;
  }

  long heldNanos() {
    return heldNanos;
  }
}
