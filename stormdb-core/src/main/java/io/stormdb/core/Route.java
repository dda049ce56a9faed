package io.stormdb.core;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The way of a worker's transactions to a server, and whether the server lets it through. Belongs
 * to one thread, but for opening and closing it, which others do too, one at a time.
 */
final class Route {

  private final Sessions sessions;
  private final @Nullable Connectivity half;
  private int refusals;
  private boolean closed;
  private @Nullable SQLException loss;
  private boolean hasLost;
  private long lossNanos;
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

  /**
   * Returns whether a session may be lost without anybody having noticed, because it is older than
   * one that was lost.
   */
  boolean isInDoubt(Session session) {
    return closed && hasLost && session.isOlderThan(lossNanos);
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

  /** Says that the session of a transaction was lost in it. */
  void lose(SQLException reason) {
    loss = reason;
    hasLost = true;
    lossNanos = System.nanoTime();
  }

  /** Returns what was lost since the last call; {@code null} if nothing was. */
  @Nullable SQLException takeLoss() {
    SQLException taken = loss;
    loss = null;
    return taken;
  }

  /** Adds to the time for which a session was lent. */
  void held(long nanos) {
    heldNanos += nanos;
  }

  long heldNanos() {
    return heldNanos;
  }
}
