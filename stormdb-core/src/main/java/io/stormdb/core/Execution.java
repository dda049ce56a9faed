package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, each on a session of its own or all on the same, again where the server asks
 * for it, and records them. Belongs to one thread.
 */
final class Execution {

  private final RunState run;
  private final Rng random;
  private final WorkerTx tx;
  private final Route writes;
  private final Route reads;
  private final boolean isPinned;
  private final boolean isWorker;
  private final boolean waits;
  private final boolean isApart;
  private final Backoff backoff;
  private volatile @Nullable Session current;
  private volatile boolean abandoned;
  private volatile boolean acquiring;
  private int unreachable;
  private final @Nullable Reconnection reconnection;
  private boolean connected = true;
  private @Nullable SQLException lost;
  private Outcome lastOutcome = Outcome.FAILED;

  /**
   * Prepares to run transactions of a worker.
   *
   * @param lanes have what they run on
   */
  Execution(RunState run, int number, Rng random, Lanes lanes) {
    this.run = run;
    this.random = random;
    this.backoff = Backoff.ofTransactions(new Rng(Rng.seedOf(random.state(), "backoff")));
    this.tx =
        new WorkerTx(
            number,
            run.plan().workers(),
            random,
            run.plan().isolation(),
            run.countersSeen(),
            new PendingValues(run.seen().measures()),
            run.plan().detail().perStatement()
                ? new StatementTimer(run.clock(), run.seen().statements())
                : null);
    this.writes = new Route(lanes.writes(), run.watch().half(false));
    this.reads = lanes.isSplit() ? new Route(lanes.reads(), run.watch().half(true)) : writes;
    this.isPinned = lanes.writes() instanceof Sessions.Pinned;
    this.isWorker = number < run.plan().workers();
    this.waits = run.plan().connections().mode().waits();
    this.isApart = run.openLoop() != null || waits;
    if (lanes.writes() instanceof Sessions.Pinned pinned) {
      use(pinned.session());
      reconnection =
          new Reconnection(
              run, number, pinned.opener(), new Rng(Rng.seedOf(random.state(), "reconnection")));
    } else {
      reconnection = null;
    }
  }

  private void use(@Nullable Session session) {
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

  /**
   * Returns whether it waits for a connection, where nobody can reach it. Safe to call from another
   * thread.
   */
  boolean isAcquiring() {
    return acquiring;
  }

  /**
   * Returns for how long, within the measured part, it had connections that it does not keep.
   *
   * @param ofReads whether those of reads that are split off are meant, or the others
   */
  long heldNanos(boolean ofReads) {
    if (ofReads) {
      return reads == writes ? 0 : reads.heldNanos();
    }
    return writes.heldNanos();
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
    if (isPinned) {
      transact(type, instance, recordAs, intended, started, counts, recorder);
      return;
    }
    Route route = type.isReadOnly() ? reads : writes;
    Session session = route.kept();
    long from = started;
    if (session == null) {
      long asked = run.clock().nanoTime();
      session = acquire(route, type, asked, recordAs, intended, counts, recorder);
      from = run.clock().nanoTime();
    } else {
      use(session);
    }
    if (session != null) {
      transactOn(session, route, type, instance, recordAs, intended, from, counts, recorder);
    }
  }

  private void transactOn(
      Session session,
      Route route,
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long from,
      boolean counts,
      WorkerRecorder recorder) {
    boolean usable = false;
    lost = null;
    try {
      if (!abandoned) {
        transact(type, instance, recordAs, intended, from, counts, recorder);
      }
      usable = connected && !abandoned;
    } finally {
      connected = true;
      use(null);
      // before it is given back: from then on it may be lent to somebody else
      if (!route.isKept()) {
        route.held(run.schedule().measuredNanos(from, run.clock().nanoTime()));
      }
      route.sessions().release(session, usable);
    }
    if (lost != null && route.isKept()) {
      unreachable(route, lost);
      replace(route);
    }
  }

  /** Tries once to get another session for the one that was lost: most servers are still there. */
  private void replace(Route route) {
    try {
      acquiring = true;
      route.sessions().acquire();
      reached(route);
    } catch (SQLException e) {
      route.attemptFailed(e);
      run.watch().connectivity().attemptFailed(e);
    } finally {
      acquiring = false;
    }
  }

  /** Returns a session, or takes the failure down and returns {@code null}. */
  private @Nullable Session acquire(
      Route route,
      TransactionType type,
      long asked,
      int recordAs,
      long intended,
      boolean counts,
      WorkerRecorder recorder) {
    Duration timeout = run.plan().connections().timeout();
    SQLException failure;
    boolean lostServer = false;
    try {
      acquiring = true;
      Session session = route.sessions().acquire();
      long waited = run.clock().nanoTime() - asked;
      use(session);
      acquiring = false;
      if (abandoned) {
        use(null);
        route.sessions().release(session, false);
        return null;
      }
      if (waited <= timeout.toNanos()) {
        recordWait(recorder, waited);
        reached(route);
        return session;
      }
      use(null);
      route.sessions().release(session, true);
      failure = ConnectionFailure.timeout(null, timeout);
    } catch (SQLException e) {
      acquiring = false;
      if (abandoned) {
        return null;
      }
      // a pool that has waited in vain says in its state what kept it from connecting
      lostServer = SqlStates.isConnectionLost(e);
      failure = ConnectionFailure.of(e, run.clock().nanoTime() - asked, timeout);
    }
    recordWait(recorder, run.clock().nanoTime() - asked);
    if (counts) {
      run.errors().add(failure, false);
    }
    record(recorder, recordAs, Outcome.FAILED, 1, intended, intended);
    run.watch().failed(type.name(), failure);
    if (lostServer) {
      unreachable(route, failure);
    }
    // a server that is gone refuses at once: whoever asked again as fast would do nothing else
    run.parkUntil(run.clock().nanoTime() + backoff.nextNanos(route.refuse()));
    return null;
  }

  private void recordWait(WorkerRecorder recorder, long nanos) {
    if (waits && isWorker) {
      recorder.connectionWait(nanos);
    }
  }

  private void transact(
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
          run.errors().add(named(e, started), again);
        }
        if (!again) {
          tx.forgetCounts();
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
    connected = false;
    lost = reason;
    if (reconnection != null) {
      close();
      reconnection.lost(reason);
    }
  }

  /** Those who keep no connection are without one from the first refusal to the next success. */
  private void unreachable(Route route, SQLException failure) {
    long now = run.clock().nanoTime();
    // those behind the workers run what was deferred, and their losses are no outages
    if (isWorker && route.close(now, failure) && unreachable++ == 0) {
      run.watch().connectivity().lost(now, failure);
    }
  }

  private void reached(Route route) {
    if (route.isReached()) {
      long now = run.clock().nanoTime();
      route.open(now);
      if (--unreachable == 0) {
        run.watch().connectivity().regained(now);
      }
    }
  }
}
