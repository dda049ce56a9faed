package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Runs transactions on one connection, again where the server asks for it, and records them.
 * Belongs to one thread.
 */
final class Execution {

  private final RunState run;
  private final Rng random;
  private final WorkerTx tx;
  private final Connection connection;
  private final Backoff backoff;
  private volatile boolean abandoned;
  private @Nullable SQLException lost;
  private Outcome lastOutcome = Outcome.FAILED;

  /**
   * Starts on a fresh connection at the isolation level of the plan.
   *
   * @param number of the worker
   */
  Execution(RunState run, int number, Rng random, Connection connection) {
    this.run = run;
    this.random = random;
    this.connection = connection;
    this.backoff = new Backoff(new Rng(Rng.seedOf(random.state(), "backoff")));
    this.tx =
        new WorkerTx(
            number,
            run.plan().workers(),
            random,
            connection,
            run.plan().isolation(),
            run.countersSeen());
  }

  WorkerTx tx() {
    return tx;
  }

  /**
   * Cancels the transaction in flight, which then does not count, and gives up the connection. Safe
   * to call from another thread.
   */
  void abandon() throws SQLException {
    abandoned = true;
    connection.unwrap(PGConnection.class).cancelQuery();
    connection.abort(Runnable::run);
  }

  /** Returns whether more transactions can be run. */
  boolean isUsable() {
    return lost == null && !abandoned;
  }

  /** Returns why the connection was lost, or {@code null} if it was not. */
  @Nullable SQLException lost() {
    return lost;
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
    lastOutcome = outcome;
  }

  /** Returns how the transaction ended that was recorded last. */
  Outcome lastOutcome() {
    return lastOutcome;
  }

  private boolean isWorthRetrying(SQLException e, int tries) {
    return SqlStates.isWorthRetrying(e.getSQLState()) && tries < run.plan().maxTries();
  }

  /** Rolls back; returns false when the connection is of no more use. */
  private boolean isUndone(SQLException failure) {
    if (SqlStates.isConnectionLost(failure.getSQLState())) {
      lost = failure;
      return false;
    }
    try {
      tx.undo();
      return true;
    } catch (SQLException e) {
      failure.addSuppressed(e);
      lost = failure;
      return false;
    }
  }
}
