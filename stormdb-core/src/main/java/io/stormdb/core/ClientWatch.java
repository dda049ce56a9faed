package io.stormdb.core;

import io.stormdb.metrics.DetailRecorder;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** Starts to watch. */
  void begin() {
    begin(Duration.ZERO);
  }

  /**
   * Starts to watch after some time, by itself: whoever would have to say when is late on a client
   * that has too much to do, of which just this must be seen.
   */
  void begin(Duration delay) {
    watching = new Watching(delay.toNanos());
    watching.thread.start();
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
    private final DetailRecorder lag = new DetailRecorder();
    private final long dueNanos;
    private @Nullable Start start;
    private volatile boolean ended;

    /** What there was when it began. */
    private record Start(long nanos, CpuTimes cpu, Pauses pauses) {
      static Start now() {
        return new Start(System.nanoTime(), CpuTimes.now(), new Pauses());
      }
    }

    Watching(long delayNanos) {
      thread.setDaemon(true);
      dueNanos = System.nanoTime() + delayNanos;
      start = delayNanos <= 0 ? Start.now() : null;
    }

    private void sample() {
      Start begun = start;
      if (begun == null) {
        if (!isTime(dueNanos)) {
          return;
        }
        begun = Start.now();
        start = begun;
        lag.wakeUp(begun.nanos - dueNanos);
      }
      // on a grid: a long sleep delays all that would have been due in it
      for (long due = begun.nanos + EVERY_NANOS; isTime(due); due += EVERY_NANOS) {
        lag.wakeUp(System.nanoTime() - due);
        begun.pauses.look();
      }
    }

    /** Waits until a moment; returns false if nobody wants to know any more. */
    private boolean isTime(long nanos) {
      for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
        if (ended) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      return !ended;
    }

    /** Returns what was seen; {@code null} if it was to begin later. */
    @Nullable ClientUse end() {
      CpuTimes after = CpuTimes.now();
      long endNanos = System.nanoTime();
      ended = true;
      LockSupport.unpark(thread);
      join();
      Start begun = start;
      if (begun == null) {
        return endNanos - dueNanos <= 0 ? null : neverBegun(endNanos - dueNanos);
      }
      begun.pauses.look();
      return new ClientUse(
          Duration.ofNanos(Math.max(1, endNanos - begun.nanos)),
          Runtime.getRuntime().availableProcessors(),
          after.processSince(begun.cpu),
          after.machineSince(begun.cpu),
          begun.pauses.number(),
          begun.pauses.total(),
          begun.pauses.longest(),
          lag.wakeUps(),
          Latencies.none());
    }

    /** It should have begun, and its thread was not let run in all that time. */
    private static ClientUse neverBegun(long lateNanos) {
      return new ClientUse(
          Duration.ofNanos(lateNanos),
          Runtime.getRuntime().availableProcessors(),
          Optional.empty(),
          OptionalDouble.empty(),
          0,
          Duration.ZERO,
          Duration.ZERO,
          Latencies.ofNanos(lateNanos),
          Latencies.none());
    }

    private void join() {
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
    }
  }
}
