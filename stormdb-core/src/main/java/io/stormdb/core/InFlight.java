package io.stormdb.core;

import io.stormdb.metrics.Outcome;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The session that a worker's transaction is on, for those who want to end it. Its worker says what
 * it is; the other methods are safe to call from any thread.
 */
final class InFlight {

  private final WorkerTx tx;
  private volatile @Nullable Session current;
  private volatile boolean abandoned;
  private volatile boolean acquiring;

  /**
   * Starts without a session.
   *
   * @param tx runs on the session
   */
  InFlight(WorkerTx tx) {
    this.tx = tx;
  }

  /** Takes the session of what is run from now on; {@code null} takes it away. For the worker. */
  void use(@Nullable Session session) {
    current = session;
    tx.use(session);
  }

  /** Returns the session of what is run; {@code null} if there is none. For the worker. */
  @Nullable Session session() {
    return current;
  }

  /** Says whether the worker waits for a session, where nobody can reach it. For the worker. */
  void acquiring(boolean waits) {
    acquiring = waits;
  }

  /** Counts a transaction for the server that it ran on. For the worker. */
  void ran(Outcome outcome, int tries) {
    Session session = current;
    if (session != null) {
      session.served().add(outcome, tries);
    }
  }

  /** Returns whether the worker waits for a session. */
  boolean isAcquiring() {
    return acquiring;
  }

  /** Says that the transaction in flight does not count, and is the last. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** Asks the server to cancel the transaction in flight. May wait for the server. */
  void cancel() throws SQLException {
    Session session = current;
    if (session != null) {
      session.cancel();
    }
  }

  /** Gives up the connection, whatever goes on there. Waits for nobody. */
  void hangUp() throws SQLException {
    Session session = current;
    if (session != null) {
      session.hangUp();
    }
  }

  /** Closes the connection. */
  void close() {
    Session session = current;
    if (session != null) {
      session.close();
    }
  }
}
