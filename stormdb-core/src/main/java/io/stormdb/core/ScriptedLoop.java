package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.api.Script;
import io.stormdb.api.TransactionType;
import io.stormdb.core.wire.WireSession;
import io.stormdb.metrics.WorkerRecorder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose transactions are all scripts and follow one another without a pause: as long as
 * they succeed, they are sent past the driver. Whatever else happens is left to its own thread,
 * which deals with it as that of a {@link WorkerLoop} does.
 */
final class ScriptedLoop implements Loop {

  private final RunState run;
  private final List<TransactionType> types;
  private final Script[] scripts;
  private final Chooser chooser;
  private final Rng random;
  private final long seed;
  private final Execution execution;
  private final @Nullable EventLoop events;
  private final WorkerRecorder warmup;
  private final WorkerRecorder measured;
  private WorkerRecorder recorder;
  private long budget;
  private long nth;
  private int chosen;
  private long intended;
  private boolean counts;
  private boolean driven;

  /**
   * Prepares a worker.
   *
   * @param number from 0
   * @param sessions has what its transactions run on
   * @param budget how many measured transactions it may run; {@link Long#MAX_VALUE} for no limit
   * @param events sends the transactions of several workers; {@code null} if this one does it
   *     itself
   */
  ScriptedLoop(RunState run, int number, Lanes sessions, long budget, @Nullable EventLoop events) {
    this.run = run;
    this.types = run.types();
    this.scripts =
        types.stream()
            .map(TransactionType::instantiate)
            .map(Script.class::cast)
            .toArray(Script[]::new);
    this.seed = Rng.stateOf(run.plan().seed(), number);
    this.random = new Rng(seed);
    this.chooser =
        Chooser.of(run.mix(), types, run.weights().get(0), new Rng(Rng.seedOf(seed, "choice")));
    this.execution = new Execution(run, number, random, sessions);
    this.events = events;
    this.warmup = run.warmup().worker(number);
    this.measured = run.measured().worker(number);
    this.recorder = warmup;
    this.budget = budget;
  }

  @Override
  public Execution execution() {
    return execution;
  }

  @Override
  public void run() {
    run.parkUntil(run.schedule().startNanos());
    while (execution.isReady() && choose()) {
      WireSession wire = execution.wire();
      if (wire == null) {
        driven = true;
        execution.execute(
            types.get(chosen), scripts[chosen], chosen, intended, intended, counts, recorder);
      } else if (!send(wire)) {
        return;
      }
    }
  }

  /**
   * Returns whether it has come back to a connection that only the driver can use. Once it has
   * ended.
   */
  boolean wasDriven() {
    return driven;
  }

  /**
   * Chooses the next transaction, and draws its arguments.
   *
   * @return whether there is one
   */
  boolean choose() {
    chosen = chooser.next();
    random.restore(Rng.stateOf(seed, ++nth));
    scripts[chosen].draw(execution.tx());
    intended = run.clock().nanoTime();
    if (run.schedule().isOver(intended)) {
      return false;
    }
    counts = run.schedule().isMeasured(intended);
    recorder = counts ? measured : warmup;
    return !counts || budget-- > 0;
  }

  /** Returns the transaction that was chosen. */
  TransactionType type() {
    return types.get(chosen);
  }

  Script script() {
    return scripts[chosen];
  }

  /** Takes down that the transaction that was chosen has succeeded. */
  void succeeded() {
    execution.succeeded(recorder, chosen, intended, counts);
  }

  /**
   * Sends transactions until something else happens than that one succeeds, and deals with that.
   *
   * @return whether there may be another transaction
   */
  private boolean send(WireSession wire) {
    Sending sending = new Sending(this, run.clock(), wire, Thread.currentThread());
    if (events == null) {
      alone(sending);
    } else {
      events.join(sending);
      while (!sending.hasLeft()) {
        LockSupport.park(sending);
      }
    }
    if (sending.isOver()) {
      return false;
    }
    execution.failed(
        types.get(chosen), scripts[chosen], chosen, intended, counts, recorder, sending.failure());
    return true;
  }

  private static void alone(Sending sending) {
    try {
      sending.channel().configureBlocking(true);
      Conversation.Next next = sending.begin();
      while (next != Conversation.Next.LEAVE) {
        next = sending.proceed();
      }
    } catch (IOException e) {
      sending.broke(e);
    }
  }
}
