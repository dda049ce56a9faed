package io.stormdb.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one thing that goes backwards: somebody's wish that a load or a run should end now. Safe for
 * use by many threads.
 */
public final class Cancellation {

  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  /** Asks to end. Asking again does nothing. */
  public void cancel() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    actions.forEach(Runnable::run);
  }

  /** Returns whether somebody has asked. */
  public boolean isCancelled() {
    return cancelled;
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
