package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions on the session that is there, again where the server asks for it, and takes
 * them down. Belongs to one thread.
 */
final class Tries {

  private final RunState run;
  private final Rng random;
  private final WorkerTx tx;
  private final InFlight inFlight;
  private final Backoff backoff;
  private final Consumer<SQLException> onLoss;
  private final boolean isApart;
  private @Nullable SQLException lost;
  private Outcome lastOutcome = Outcome.FAILED;

  /**
   * Prepares.
   *
   * @param random draws what transactions draw
   * @param inFlight has the session
   * @param backoff says how long to wait before each retry
   * @param onLoss hears why the connection is of no more use, before anybody else does
   */
  Tries(
      RunState run,
      Rng random,
      WorkerTx tx,
      InFlight inFlight,
      Backoff backoff,
      Consumer<SQLException> onLoss) {
    this.run = run;
    this.random = random;
    this.tx = tx;
    this.inFlight = inFlight;
    this.backoff = backoff;
    this.onLoss = onLoss;
    this.isApart = run.openLoop() != null || run.plan().connections().mode().waits();
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
  void transact(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long started,
      boolean counts,
      WorkerRecorder recorder) {
    transact(type, instance, recordAs, intended, started, counts, recorder, null);
  }

  /**
   * Goes on with a transaction that was tried once, elsewhere.
   *
   * @param first what came of that; {@code null} if it was not tried
   */
  void transact(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long started,
      boolean counts,
      WorkerRecorder recorder,
      @Nullable SQLException first) {
    lost = null;
    long arguments = random.state();
    for (int tries = 1; ; tries++) {
      try {
        if (tries == 1 && first != null) {
          throw first;
        }
        Outcome outcome = tx.run(type, instance) ? Outcome.COMMITTED : Outcome.ROLLED_BACK;
        record(recorder, recordAs, outcome, tries, intended, started);
        served(outcome, tries, counts);
        return;
      } catch (SQLException e) {
        if (inFlight.isAbandoned()) {
          return;
        }
        boolean again = isUndone(e) && isWorthRetrying(e, tries);
        if (counts) {
          run.errors().add(named(e, started), again);
        }
        if (!again) {
          tx.forgetCounts();
          record(recorder, recordAs, Outcome.FAILED, tries, intended, started);
          served(Outcome.FAILED, tries, counts);
          run.watch().failed(type.name(), e);
          return;
        }
        run.parkUntil(run.clock().nanoTime() + backoff.nextNanos(tries));
        random.restore(arguments);
      }
    }
  }

  /** Takes down a transaction that succeeded at once, elsewhere. */
  void succeeded(WorkerRecorder recorder, int type, long intended, long started, boolean counts) {
    record(recorder, type, Outcome.COMMITTED, 1, intended, started);
    served(Outcome.COMMITTED, 1, counts);
  }

  private void served(Outcome outcome, int tries, boolean counts) {
    if (counts) {
      inFlight.ran(outcome, tries);
    }
  }

  /** Takes down a transaction that has just ended. */
  void record(
      WorkerRecorder recorder, int type, Outcome outcome, int tries, long intended, long started) {
    long ended = run.clock().nanoTime();
    recorder.transaction(type, outcome, tries, ended - intended);
    if (isApart && outcome != Outcome.FAILED) {
      recorder.serviceTime(type, ended - started);
    }
    tx.flush(recorder);
    lastOutcome = outcome;
  }

  /** Returns how the transaction ended that was recorded last. */
  Outcome lastOutcome() {
    return lastOutcome;
  }

  /** Returns why the last transaction has lost its connection; {@code null} if it has not. */
  @Nullable SQLException lost() {
    return lost;
  }

  /** The server says only that it cancelled a statement; that it took too long, its time says. */
  private SQLException named(SQLException failure, long started) {
    Optional<Duration> limit = run.plan().connections().queryTimeout();
    return limit.isPresent()
            && SqlStates.QUERY_CANCELED.equals(failure.getSQLState())
            && run.clock().nanoTime() - started >= limit.get().toNanos()
        ? new SQLTimeoutException(failure.getMessage(), failure.getSQLState(), failure)
        : failure;
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
    lost = reason;
    onLoss.accept(reason);
  }
}
