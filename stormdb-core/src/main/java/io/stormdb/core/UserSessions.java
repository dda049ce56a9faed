package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Pause;
import io.stormdb.api.Rng;
import io.stormdb.api.UserSession;
import io.stormdb.metrics.WorkerRecorder;
import java.util.Optional;

/**
 * The users that one worker is, one after another: asks the session of each what comes next, and
 * counts them. Belongs to one thread; allocates nothing.
 */
final class UserSessions {

  /** Counters with a dot stay out of reports, which show them in a part of their own. */
  static final Counter BEGUN = Counter.of(".sessions_begun");

  static final Counter ENDED = Counter.of(".sessions_ended");
  static final Counter TRANSACTIONS = Counter.of(".session_transactions");
  static final Counter NANOS = Counter.of(".session_nanos");

  private final RunState run;
  private final UserSession session;
  private final WorkerTx worker;
  private final Optional<Pause> thinkTime;
  private final int types;
  private long randomState;
  private boolean isVisiting;
  private long length;
  private long begunNanos;
  private long lastEndedNanos;
  private long pauseNanos;

  /**
   * Starts with nobody there.
   *
   * @param session asked for all users
   * @param worker what the session sees
   * @param seed of the worker
   */
  UserSessions(RunState run, UserSession session, WorkerTx worker, long seed) {
    this.run = run;
    this.session = session;
    this.worker = worker;
    this.thinkTime = run.plan().thinkTime();
    this.types = run.types().size();
    this.randomState = Rng.seedOf(seed, "sessions");
    worker.serve(session);
  }

  /**
   * Returns the number of the transaction that comes next, of the user who is there or of a new
   * one. Leaves the random numbers of the worker anywhere.
   */
  int next() {
    worker.random().restore(randomState);
    int next = isVisiting ? session.next(worker) : UserSession.LEAVE;
    if (next == UserSession.LEAVE) {
      if (isVisiting) {
        leave();
      }
      next = arrive();
    }
    if (next < 0 || next >= types) {
      throw new IllegalStateException(
          "%s chose transaction %d; there are 0 to %d"
              .formatted(session.getClass().getName(), next, types - 1));
    }
    pauseNanos = thinkTime.orElseGet(session::pause).nextNanos(worker.random());
    randomState = worker.random().state();
    return next;
  }

  private int arrive() {
    isVisiting = true;
    length = 0;
    session.begin(worker);
    int first = session.next(worker);
    if (first == UserSession.LEAVE) {
      // the worker would ask for ever, and nothing would run
      throw new IllegalStateException(
          session.getClass().getName() + " ended a session before its first transaction");
    }
    return first;
  }

  private void leave() {
    WorkerRecorder recorder = recorder(lastEndedNanos);
    recorder.count(ENDED.ordinal(), 1);
    recorder.count(TRANSACTIONS.ordinal(), length);
    recorder.count(NANOS.ordinal(), lastEndedNanos - begunNanos);
  }

  private WorkerRecorder recorder(long nanos) {
    return (run.schedule().isMeasured(nanos) ? run.measured() : run.warmup())
        .worker(worker.number());
  }

  /** Returns how long to wait before the transaction that was chosen last. */
  long pauseNanos() {
    return pauseNanos;
  }

  /** Says that the transaction chosen last starts; with its first, a session begins to count. */
  void starts(long nanos) {
    if (length == 0) {
      begunNanos = nanos;
      recorder(nanos).count(BEGUN.ordinal(), 1);
    }
  }

  /** Says that it has ended. */
  void ended(int type, boolean committed) {
    length++;
    lastEndedNanos = run.clock().nanoTime();
    session.ended(type, committed);
  }
}
