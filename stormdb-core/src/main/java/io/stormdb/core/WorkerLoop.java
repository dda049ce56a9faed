package io.stormdb.core;

import io.stormdb.api.Pause;
import io.stormdb.api.Rng;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Outcome;
import io.stormdb.metrics.WorkerRecorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One worker: chooses a transaction and draws its arguments, untimed; waits as a user would; runs
 * the transaction, timed; records it; and so on until the end.
 */
final class WorkerLoop implements Loop {

  private final RunState run;
  private final List<TransactionType> types;
  private final TransactionType.Instance[] instances;
  private final Pause[] keying;
  private final Pause[] thinking;
  private final Chooser chooser;
  private final Rng random;
  private final long seed;
  private final Execution execution;
  private final WorkerRecorder warmup;
  private final WorkerRecorder measured;
  private long budget;

  /**
   * Prepares a worker.
   *
   * @param number from 0
   * @param budget how many measured transactions it may run; {@link Long#MAX_VALUE} for no limit
   */
  WorkerLoop(RunState run, int number, Connection connection, long budget) {
    this.run = run;
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
    this.chooser = Chooser.of(run.mix(), types, new Rng(Rng.seedOf(seed, "choice")));
    this.execution = new Execution(run, number, random, connection);
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
    NanoClock clock = run.clock();
    long number = 0;
    run.parkUntil(schedule.startNanos());
    while (execution.isUsable()) {
      int chosen = chooser.next();
      TransactionType type = types.get(chosen);
      // each transaction has random numbers of its own, whatever those before it have used up
      random.restore(Rng.stateOf(seed, ++number));
      instances[chosen].draw(execution.tx());
      pause(keying[chosen]);
      long intended = clock.nanoTime();
      if (schedule.isOver(intended)) {
        return;
      }
      boolean counts = schedule.isMeasured(intended);
      if (counts && budget-- == 0) {
        return;
      }
      WorkerRecorder recorder = counts ? measured : warmup;
      if (type.isDeferred()) {
        defer(chosen, intended, counts, recorder);
      } else {
        execution.execute(type, instances[chosen], chosen, intended, counts, recorder);
      }
      pause(thinking[chosen]);
    }
  }

  private void defer(int chosen, long intended, boolean counts, WorkerRecorder recorder) {
    try {
      boolean queued =
          run.deferred().put(new DeferredQueue.Job(chosen, instances[chosen], intended, counts));
      instances[chosen] = types.get(chosen).instantiate();
      Outcome outcome = queued ? Outcome.COMMITTED : Outcome.FAILED;
      if (!queued && counts) {
        run.errors().add(new SQLException("nobody is left to run it", SqlStates.UNATTENDED), false);
      }
      recorder.transaction(chosen, outcome, 1, run.clock().nanoTime() - intended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while queueing a transaction", e);
    }
  }

  private void pause(Pause pause) {
    long length = pause.nextNanos(random);
    if (length > 0) {
      run.parkUntil(run.clock().nanoTime() + length);
    }
  }
}
