package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.core.wire.WireSession;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the transactions of a worker, each on a session of its own or all on the same, and replaces
 * that when it is lost. Belongs to one thread.
 */
final class Execution {

  private final WorkerTx tx;
  private final InFlight inFlight;
  private final Tries tries;
  private final @Nullable Borrowing borrowing;
  private final @Nullable Reconnection reconnection;
  private boolean connected = true;

  /**
   * Prepares to run transactions of a worker.
   *
   * @param number from 0; those behind the workers run what was deferred
   * @param lanes have what they run on
   */
  Execution(RunState run, int number, Rng random, Lanes lanes) {
    Backoff backoff = Backoff.ofTransactions(new Rng(Rng.seedOf(random.state(), "backoff")));
    this.tx =
        new WorkerTx(
            number,
            run.plan().workers(),
            random,
            run.plan().isolation(),
            run.countersSeen(),
            run.seen().statements(),
            new PendingValues(run.seen().measures()),
            run.plan().detail().perStatement() ? new StatementTimer(run.clock()) : null);
    this.inFlight = new InFlight(tx);
    this.tries = new Tries(run, random, tx, inFlight, backoff, this::lost);
    if (lanes.writes() instanceof Sessions.Pinned pinned) {
      inFlight.use(pinned.session());
      this.borrowing = null;
      this.reconnection =
          new Reconnection(
              run, number, pinned.opener(), new Rng(Rng.seedOf(random.state(), "reconnection")));
    } else {
      boolean isWorker = number < run.plan().workers();
      this.borrowing = new Borrowing(run, lanes, isWorker, inFlight, tries, backoff);
      this.reconnection = null;
    }
  }

  WorkerTx tx() {
    return tx;
  }

  /** Returns what others may do to the transaction that is run. */
  InFlight inFlight() {
    return inFlight;
  }

  /**
   * Returns for how long, within the measured part, it had connections that it does not keep.
   *
   * @param ofReads whether those of reads that are split off are meant, or the others
   */
  long heldNanos(boolean ofReads) {
    return borrowing == null ? 0 : borrowing.heldNanos(ofReads);
  }

  /** Closes the connection. To be called when no transaction is run any more. */
  void close() {
    inFlight.close();
  }

  /**
   * Returns whether a transaction can be run. After a loss of the connection, waits until there is
   * another; there will be none any more when the run ends before that.
   */
  boolean isReady() {
    return !inFlight.isAbandoned() && (connected || isReconnected());
  }

  private boolean isReconnected() {
    Session fresh = reconnection == null ? null : reconnection.connect();
    if (fresh == null) {
      return false;
    }
    inFlight.use(fresh);
    connected = true;
    // whoever abandons this may not have seen the new session, but then this sees that
    return !inFlight.isAbandoned();
  }

  /** Runs a transaction; see {@link Tries#transact} for what is what. */
  void execute(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long started,
      boolean counts,
      WorkerRecorder recorder) {
    if (borrowing == null) {
      tries.transact(type, instance, recordAs, intended, started, counts, recorder);
    } else {
      borrowing.transact(type, instance, recordAs, intended, started, counts, recorder);
    }
  }

  /** Returns what sends statements past the driver; {@code null} if that cannot be. */
  @Nullable WireSession wire() {
    Session session = inFlight.session();
    return borrowing != null || session == null ? null : session.wire();
  }

  /** Takes down a transaction that was sent past the driver, and succeeded. */
  void succeeded(WorkerRecorder recorder, int type, long intended, boolean counts) {
    tries.succeeded(recorder, type, intended, intended, counts);
  }

  /** Goes on with a transaction that was sent past the driver, and failed. */
  void failed(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      boolean counts,
      WorkerRecorder recorder,
      SQLException failure) {
    tries.transact(type, instance, recordAs, intended, intended, counts, recorder, failure);
  }

  /** Takes down a transaction that has just ended. */
  void record(
      WorkerRecorder recorder, int type, Outcome outcome, int times, long intended, long started) {
    tries.record(recorder, type, outcome, times, intended, started);
  }

  /** Returns how the transaction ended that was recorded last. */
  Outcome lastOutcome() {
    return tries.lastOutcome();
  }

  /** A session that was lent is given back; one of the worker's own is closed, and replaced. */
  private void lost(SQLException reason) {
    if (reconnection != null) {
      connected = false;
      inFlight.close();
      reconnection.lost(reason);
    }
  }
}
