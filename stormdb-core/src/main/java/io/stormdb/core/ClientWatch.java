package io.stormdb.core;

import io.stormdb.metrics.DetailRecorder;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Observes this process while a run is measured: a thread of its own that sleeps nearly all the
 * time sees how late it wakes up, and how long the garbage collector took. All methods belong to
 * one other thread.
 */
final class ClientWatch {

  /** Fifty times a second, so that a pause of 20 ms is seen. */
  private static final long EVERY_NANOS = 20_000_000L;

  private @Nullable Watching watching;
  private @Nullable ClientUse use;

  /** Starts to watch, unless that has been done before. */
  void begin() {
    if (watching == null) {
      watching = new Watching();
      watching.thread.start();
    }
  }

  /** Ends watching, if it was begun and has not been ended. */
  void end() {
    if (watching != null && use == null) {
      use = watching.end();
    }
  }

  /**
   * Returns the judgement; empty if nothing was watched.
   *
   * @param wakeUps how late workers woke up that waited for the moment meant
   */
  Optional<ClientHealth> health(Latencies wakeUps) {
    return Optional.ofNullable(use)
        .map(
            seen ->
                ClientHealth.of(
                    new ClientUse(
                        seen.watched(),
                        seen.processors(),
                        seen.cpu(),
                        seen.machine(),
                        seen.pauses(),
                        seen.paused(),
                        seen.longestPause(),
                        seen.lag(),
                        wakeUps)));
  }

  /** From one moment to another. */
  private static final class Watching {
    private final Thread thread = new Thread(this::sample, "stormdb-client-watch");
    private final long beganNanos = System.nanoTime();
    private final CpuTimes before = CpuTimes.now();
    private final Pauses pauses = new Pauses();
    private final DetailRecorder lag = new DetailRecorder();
    private volatile boolean ended;

    Watching() {
      thread.setDaemon(true);
    }

    private void sample() {
      long due = System.nanoTime() + EVERY_NANOS;
      while (!ended) {
        long late = System.nanoTime() - due;
        if (late < 0) {
          LockSupport.parkNanos(this, -late);
        } else {
          lag.wakeUp(late);
          pauses.look();
          // on a grid: a long sleep delays all that would have been due in it
          due += EVERY_NANOS;
        }
      }
    }

    ClientUse end() {
      CpuTimes after = CpuTimes.now();
      long lasted = Math.max(1, System.nanoTime() - beganNanos);
      ended = true;
      LockSupport.unpark(thread);
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          // it ends at once; whoever interrupted is answered after that
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      pauses.look();
      return new ClientUse(
          Duration.ofNanos(lasted),
          Runtime.getRuntime().availableProcessors(),
          after.processSince(before),
          after.machineSince(before),
          pauses.number(),
          pauses.total(),
          pauses.longest(),
          lag.wakeUps(),
          Latencies.none());
    }
  }
}
