package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, each on a session of its own or all on the same, again where the server asks
 * for it, and records them. Belongs to one thread.
 */
final class Execution {

  private final RunState run;
  private final Rng random;
  private final WorkerTx tx;
  private final Backoff backoff;
  private volatile @Nullable Session current;
  private volatile boolean abandoned;
  private final @Nullable Reconnection reconnection;
  private boolean connected = true;

  /**
   * Prepares to run transactions of a worker.
   *
   * @param sessions has what they run on
   */
  Execution(RunState run, int number, Rng random, Sessions sessions) {
    this.run = run;
    this.random = random;
    this.backoff = Backoff.ofTransactions(new Rng(Rng.seedOf(random.state(), "backoff")));
    this.tx =
        new WorkerTx(
            number, run.plan().workers(), random, run.plan().isolation(), run.countersSeen());
    if (sessions instanceof Sessions.Pinned pinned) {
      use(pinned.session());
      reconnection =
          new Reconnection(
              run, number, pinned.opening(), new Rng(Rng.seedOf(random.state(), "reconnection")));
    } else {
      reconnection = null;
    }
  }

  private void use(Session session) {
    current = session;
    tx.use(session);
  }

  WorkerTx tx() {
    return tx;
  }

  /**
   * Says that the transaction in flight does not count, and is the last. Safe to call from another
   * thread, as are those that make it end.
   */
  void abandon() {
    abandoned = true;
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

  /** Closes the connection. To be called when no transaction is run any more. */
  void close() {
    Session session = current;
    if (session != null) {
      session.close();
    }
  }

  /**
   * Returns whether a transaction can be run. After a loss of the connection, waits until there is
   * another; there will be none any more when the run ends before that.
   */
  boolean isReady() {
    return !abandoned && (connected || isReconnected());
  }

  private boolean isReconnected() {
    Session fresh = reconnection == null ? null : reconnection.connect();
    if (fresh == null) {
      return false;
    }
    use(fresh);
    connected = true;
    // whoever abandons this may not have seen the new session, but then this sees that
    return !abandoned;
  }

  /**
   * Runs a transaction until it succeeds, fails for good, or has been tried often enough.
   *
   * @param type what to run
   * @param instance holds its arguments
   * @param recordAs the number under which it is recorded
   * @param intended when it was meant to start; response time counts from there
   * @param started when it starts; service time counts from here
   * @param counts whether it belongs to the measured part
   * @param recorder takes it down
   */
  void execute(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long started,
      boolean counts,
      WorkerRecorder recorder) {
    long arguments = random.state();
    for (int tries = 1; ; tries++) {
      try {
        Outcome outcome = tx.run(type, instance) ? Outcome.COMMITTED : Outcome.ROLLED_BACK;
        record(recorder, recordAs, outcome, tries, intended, started);
        return;
      } catch (SQLException e) {
        if (abandoned) {
          return;
        }
        boolean again = isUndone(e) && isWorthRetrying(e, tries);
        if (counts) {
          run.errors().add(e, again);
        }
        if (!again) {
          record(recorder, recordAs, Outcome.FAILED, tries, intended, started);
          run.watch().failed(type.name(), e);
          return;
        }
        run.parkUntil(run.clock().nanoTime() + backoff.nextNanos(tries));
        random.restore(arguments);
      }
    }
  }

  /** Takes down a transaction that has just ended. */
  void record(
      WorkerRecorder recorder, int type, Outcome outcome, int tries, long intended, long started) {
    long ended = run.clock().nanoTime();
    recorder.transaction(type, outcome, tries, ended - intended);
    if (run.openLoop() != null && outcome != Outcome.FAILED) {
      recorder.serviceTime(type, ended - started);
    }
    tx.flush(recorder);
  }

  private boolean isWorthRetrying(SQLException e, int tries) {
    return SqlStates.isWorthRetrying(e.getSQLState()) && tries < run.plan().maxTries();
  }

  /** Rolls back; returns false when the connection is of no more use. */
  private boolean isUndone(SQLException failure) {
    if (SqlStates.isConnectionLost(failure)) {
      lose(failure);
      return false;
    }
    try {
      tx.undo();
      return true;
    } catch (SQLException e) {
      failure.addSuppressed(e);
      lose(failure);
      return false;
    }
  }

  private void lose(SQLException reason) {
    close();
    if (reconnection != null) {
      connected = false;
      reconnection.lost(reason);
    }
  }
}
