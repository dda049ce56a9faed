package io.stormdb.core;

import io.stormdb.api.Rng;
import io.stormdb.metrics.WorkerRecorder;

/** Runs transactions that workers have queued. Their latency counts from the moment of queueing. */
final class DeferredLoop implements Loop {

  private final RunState run;
  private final Execution execution;
  private final WorkerRecorder warmup;
  private final WorkerRecorder measured;
  private final int[] recordAs;

  /**
   * Prepares one.
   *
   * @param number behind those of the workers
   * @param sessions has what they run on
   * @param recordAs the number under which a queued type is recorded
   */
  DeferredLoop(RunState run, int number, Lanes sessions, int[] recordAs) {
    this.run = run;
    this.execution =
        new Execution(run, number, new Rng(Rng.stateOf(run.plan().seed(), number)), sessions);
    this.warmup = run.warmup().worker(number);
    this.measured = run.measured().worker(number);
    this.recordAs = recordAs;
  }

  @Override
  public Execution execution() {
    return execution;
  }

  @Override
  public void run() {
    try {
      while (execution.isReady()) {
        DeferredQueue.Job job = run.deferred().take();
        if (job == null) {
          return;
        }
        long now = run.clock().nanoTime();
        execution.tx().queued(now - job.queuedNanos());
        execution.execute(
            run.types().get(job.type()),
            job.instance(),
            recordAs[job.type()],
            job.queuedNanos(),
            now,
            job.counts(),
            job.counts() ? measured : warmup);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      run.deferred().left();
    }
  }
}
