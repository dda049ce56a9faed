package io.stormdb.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one thing that goes backwards: somebody's wish that a load or a run should end now. Safe for
 * use by many threads.
 */
public final class Cancellation {

  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean cancelled;

  /** Asks to end. Asking again does nothing. */
  public void cancel() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    asked.countDown();
    actions.forEach(Runnable::run);
  }

  /** Returns whether somebody has asked. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Waits for as long as nobody asks. A thread that is interrupted is taken for somebody who asks.
   *
   * @param longest the longest wait; none if it is not positive
   * @return whether somebody has asked
   */
  public boolean await(Duration longest) {
    try {
      return asked.await(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      return true;
    }
  }

  /** Runs something, in the thread that asks, as soon as somebody asks; at once if somebody has. */
  Registration onCancel(Runnable action) {
    boolean already;
    synchronized (this) {
      already = cancelled;
      if (!already) {
        actions.add(action);
      }
    }
    if (already) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  /** Something to be called when it is over. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
