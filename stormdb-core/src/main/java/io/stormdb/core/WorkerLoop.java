package io.stormdb.core;

import io.stormdb.api.Pause;
import io.stormdb.api.Rng;
import io.stormdb.api.SessionType;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker: chooses a transaction and draws its arguments, untimed; waits as a user would; runs
 * the transaction, timed; records it; and so on until the end.
 */
final class WorkerLoop implements Loop {

  private final RunState run;
  private final int number;
  private final List<TransactionType> types;
  private final TransactionType.Instance[] instances;
  private final Pause[] keying;
  private final Pause[] thinking;
  private final Chooser[] choosers;
  private final @Nullable PhasePlan phases;
  private final Rng random;
  private final long seed;
  private final Execution execution;
  private final @Nullable UserSessions users;
  private final WorkerRecorder warmup;
  private final WorkerRecorder measured;
  private long budget;
  private boolean waited;

  /**
   * Prepares a worker.
   *
   * @param number from 0
   * @param sessions has what its transactions run on
   * @param budget how many measured transactions it may run; {@link Long#MAX_VALUE} for no limit
   */
  WorkerLoop(RunState run, int number, Lanes sessions, long budget) {
    this.run = run;
    this.number = number;
    this.phases = run.phases();
    this.types = run.types();
    this.instances =
        types.stream().map(TransactionType::instantiate).toArray(TransactionType.Instance[]::new);
    this.keying = types.stream().map(TransactionType::keying).toArray(Pause[]::new);
    this.thinking =
        types.stream()
            .map(type -> run.plan().thinkTime().orElse(type.thinking()))
            .toArray(Pause[]::new);
    this.seed = Rng.stateOf(run.plan().seed(), number);
    this.random = new Rng(seed);
    // of its own, so that what a body draws has no influence on what is chosen next
    Rng choice = new Rng(Rng.seedOf(seed, "choice"));
    this.choosers =
        run.users() != null
            ? new Chooser[0]
            : run.weights().stream()
                .map(weights -> Chooser.of(run.mix(), types, weights, choice))
                .toArray(Chooser[]::new);
    this.execution = new Execution(run, number, random, sessions);
    SessionType type = run.users();
    this.users =
        type == null ? null : new UserSessions(run, type.instantiate(), execution.tx(), seed);
    this.warmup = run.warmup().worker(number);
    this.measured = run.measured().worker(number);
    this.budget = budget;
  }

  @Override
  public Execution execution() {
    return execution;
  }

  @Override
  public void run() {
    Schedule schedule = run.schedule();
    OpenLoop openLoop = run.openLoop();
    long nth = 0;
    run.parkUntil(schedule.startNanos());
    while (execution.isReady()) {
      long turn = openLoop != null ? openLoop.take() : phases != null ? awaitTurn(phases) : 0;
      if (turn == Arrivals.NEVER) {
        // the time without a transaction belongs to the run as well
        if (openLoop == null || !openLoop.isExhausted()) {
          run.parkUntil(schedule.endNanos());
        }
        return;
      }
      int chosen =
          users != null ? users.next() : choosers[phases == null ? 0 : phases.indexAt(turn)].next();
      // each transaction has random numbers of its own, whatever those before it have used up
      random.restore(Rng.stateOf(seed, ++nth));
      instances[chosen].draw(execution.tx());
      long intended = openLoop == null ? afterKeying(chosen) : awaitTime(openLoop, turn);
      if (intended == Arrivals.NEVER) {
        return;
      }
      boolean counts = schedule.isMeasured(intended);
      if (counts && budget-- == 0) {
        return;
      }
      WorkerRecorder recorder = counts ? measured : warmup;
      long started = intended;
      if (openLoop != null) {
        started = run.clock().nanoTime();
        recorder.startDelay(started - intended);
        if (waited) {
          recorder.details().wakeUp(started - intended);
        }
      }
      if (users != null) {
        users.starts(intended);
      }
      if (types.get(chosen).isDeferred()) {
        defer(chosen, intended, started, counts, recorder);
      } else {
        execution.execute(
            types.get(chosen), instances[chosen], chosen, intended, started, counts, recorder);
      }
      if (users != null) {
        users.ended(chosen, execution.lastOutcome() == Outcome.COMMITTED);
      } else if (openLoop == null) {
        pause(thinking[chosen].nextNanos(random));
      }
    }
  }

  /** Waits, in a closed loop, until this worker is one of those who work; returns the moment. */
  private long awaitTurn(PhasePlan phases) {
    while (true) {
      long now = run.clock().nanoTime();
      if (run.schedule().isOver(now)) {
        return Arrivals.NEVER;
      }
      long turn = phases.turnNanos(number, now);
      if (turn == now || turn == Arrivals.NEVER) {
        return turn;
      }
      run.parkUntil(turn);
    }
  }

  /**
   * Waits, in a closed loop, as long as a user needs for the input; returns the moment after it.
   */
  private long afterKeying(int chosen) {
    pause(users != null ? users.pauseNanos() : keying[chosen].nextNanos(random));
    long now = run.clock().nanoTime();
    return run.schedule().isOver(now) ? Arrivals.NEVER : now;
  }

  /** Waits, in an open loop, until the transaction is due. */
  private long awaitTime(OpenLoop openLoop, long due) {
    waited = run.parkUntil(due);
    // the end may have come meanwhile, or before this one was taken
    if (run.schedule().isOver(run.clock().nanoTime())) {
      openLoop.unissued(due);
      return Arrivals.NEVER;
    }
    return due;
  }

  private void defer(
      int chosen, long intended, long started, boolean counts, WorkerRecorder recorder) {
    try {
      boolean queued =
          run.deferred().put(new DeferredQueue.Job(chosen, instances[chosen], started, counts));
      instances[chosen] = types.get(chosen).instantiate();
      Outcome outcome = queued ? Outcome.COMMITTED : Outcome.FAILED;
      execution.record(recorder, chosen, outcome, 1, intended, started);
      if (!queued) {
        SQLException error = new SQLException("nobody is left to run it", SqlStates.UNATTENDED);
        if (counts) {
          run.errors().add(error, false);
        }
        run.watch().failed(types.get(chosen).name(), error);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while queueing a transaction", e);
    }
  }

  private void pause(long nanos) {
    if (nanos > 0) {
      run.parkUntil(run.clock().nanoTime() + nanos);
    }
  }
}
