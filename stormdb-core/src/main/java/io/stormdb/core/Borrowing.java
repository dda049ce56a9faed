package io.stormdb.core;

import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gets a session for each transaction of a worker that has none of its own, or one of each kind,
 * and gives it back. A transaction that gets none has failed. Belongs to one thread.
 */
final class Borrowing {

  private final RunState run;
  private final InFlight inFlight;
  private final Tries tries;
  private final Backoff backoff;
  private final Route writes;
  private final Route reads;
  private final boolean isWorker;
  private final boolean waits;
  private final Object lock = new Object();
  private int unreachable;

  /** Whether anything may have to be taken back when a session is there, so that few take locks. */
  private volatile boolean suspect;

  /**
   * Prepares.
   *
   * @param lanes have the sessions
   * @param isWorker whether losses are outages: those behind the workers run what was deferred
   * @param backoff says how long to wait after a refusal
   */
  Borrowing(
      RunState run,
      Lanes lanes,
      boolean isWorker,
      InFlight inFlight,
      Tries tries,
      Backoff backoff) {
    this.run = run;
    this.inFlight = inFlight;
    this.tries = tries;
    this.backoff = backoff;
    this.writes = new Route(lanes.writes(), run.watch().half(false));
    this.reads = lanes.isSplit() ? new Route(lanes.reads(), run.watch().half(true)) : writes;
    this.isWorker = isWorker;
    this.waits = run.plan().connections().mode().waits();
    listen(writes);
    if (reads != writes) {
      listen(reads);
    }
  }

  /** A worker that waits for a pool cannot see whether the pool is exhausted or the server gone. */
  private void listen(Route route) {
    if (route.sessions() instanceof PooledSessions pooled) {
      pooled.onRefusal((reason, isFirst) -> refused(route, pooled, reason, isFirst));
    }
  }

  private void refused(Route route, PooledSessions pooled, SQLException reason, boolean isFirst) {
    if (isFirst) {
      attemptFailed(route, reason);
    }
    synchronized (lock) {
      // before looking: whoever stops waiting after that will see it
      suspect = true;
      if (pooled.isWaiting() && isServerLost(reason)) {
        unreachable(route, reason);
      }
    }
  }

  private void attemptFailed(Route route, SQLException refusal) {
    route.attemptFailed(refusal);
    run.watch().connectivity().attemptFailed(refusal);
  }

  /** A client that has no ports left does not know whether the server is there. */
  private static boolean isServerLost(SQLException reason) {
    return SqlStates.isConnectionLost(reason) && !ConnectionFailure.isWithoutPort(reason);
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

  /** Runs a transaction; see {@link Tries#transact} for what is what. */
  void transact(
      TransactionType type,
      TransactionType.Instance instance,
      int recordAs,
      long intended,
      long started,
      boolean counts,
      WorkerRecorder recorder) {
    Route route = type.isReadOnly() ? reads : writes;
    Session session = route.kept();
    long from = started;
    if (session == null) {
      long asked = run.clock().nanoTime();
      session = acquire(route, type, asked, recordAs, intended, counts, recorder);
      from = run.clock().nanoTime();
    } else {
      inFlight.use(session);
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
    SQLException lost = null;
    try {
      if (!inFlight.isAbandoned()) {
        tries.transact(type, instance, recordAs, intended, from, counts, recorder);
        lost = tries.lost();
      }
      usable = lost == null && !inFlight.isAbandoned();
    } finally {
      inFlight.use(null);
      // before it is given back: from then on it may be lent to somebody else
      if (!route.isKept()) {
        route.held(run.schedule().measuredNanos(from, run.clock().nanoTime()));
      }
      route.sessions().release(session, usable);
    }
    if (lost != null && route.isKept()) {
      unreachable(route, lost);
      replace(route);
    } else if (lost != null) {
      // it is without a connection when it wants the next one
      route.lose(lost);
    } else if (usable) {
      reached(route);
    }
  }

  /** Tries once to get another session for the one that was lost: most servers are still there. */
  private void replace(Route route) {
    try {
      inFlight.acquiring(true);
      route.sessions().acquire();
      reached(route);
    } catch (SQLException e) {
      attemptFailed(route, e);
    } finally {
      inFlight.acquiring(false);
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
    SQLException loss = route.takeLoss();
    if (loss != null) {
      unreachable(route, loss);
    }
    try {
      inFlight.acquiring(true);
      Session session = route.sessions().acquire();
      long waited = run.clock().nanoTime() - asked;
      inFlight.use(session);
      inFlight.acquiring(false);
      if (inFlight.isAbandoned()) {
        inFlight.use(null);
        route.sessions().release(session, false);
        return null;
      }
      if (waited <= timeout.toNanos()) {
        recordWait(recorder, waited);
        lent(route, session);
        return session;
      }
      inFlight.use(null);
      route.sessions().release(session, true);
      failure = ConnectionFailure.timeout(null, timeout);
    } catch (SQLException e) {
      inFlight.acquiring(false);
      if (inFlight.isAbandoned()) {
        return null;
      }
      failure = ConnectionFailure.of(e, run.clock().nanoTime() - asked, timeout);
      // a pool that has waited in vain says in its state what kept it from connecting
      lostServer = isServerLost(e);
      if (!(route.sessions() instanceof PooledSessions)) {
        attemptFailed(route, e);
      }
    }
    recordWait(recorder, run.clock().nanoTime() - asked);
    if (counts) {
      run.errors().add(failure, false);
    }
    tries.record(recorder, recordAs, Outcome.FAILED, 1, intended, intended);
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

  /**
   * Those who keep no connection are without one from the first refusal, or from asking for another
   * one than was lost, to the next success: a pool may lend others that are lost too.
   */
  private void unreachable(Route route, SQLException failure) {
    synchronized (lock) {
      suspect = true;
      long now = run.clock().nanoTime();
      // after the end nobody needs it any more
      if (isWorker
          && !run.schedule().isOver(now)
          && route.close(now, failure)
          && unreachable++ == 0) {
        run.watch().connectivity().lost(now, failure);
      }
    }
  }

  private void lent(Route route, Session session) {
    if (suspect) {
      synchronized (lock) {
        if (!route.isInDoubt(session)) {
          reached(route);
        }
      }
    }
  }

  private void reached(Route route) {
    if (!suspect) {
      return;
    }
    synchronized (lock) {
      if (route.isReached()) {
        long now = run.clock().nanoTime();
        route.open(now);
        if (--unreachable == 0) {
          run.watch().connectivity().regained(now);
        }
      }
      suspect = unreachable > 0;
    }
  }
}
