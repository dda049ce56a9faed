package io.stormdb.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock for several threads that only moves when all of them wait: then at once to the first
 * moment that one of them waits for. What they do between two waits takes no time, however long it
 * really takes.
 */
final class VirtualClock implements NanoClock {

  /** In case that somebody has ended, for whom the others would wait for ever. */
  private static final long REAL_POLL_NANOS = 1_000_000;

  private final int threads;
  private final Set<Thread> known = new HashSet<>();
  private final Map<Thread, Long> waiting = new HashMap<>();
  // clocks of Java may start anywhere
  private long now = Long.MIN_VALUE / 3;

  /**
   * Stands still until so many threads wait.
   *
   * @param threads all that will ever wait
   */
  VirtualClock(int threads) {
    this.threads = threads;
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public void park(Object blocker, long nanos) {
    if (isWaiting(Thread.currentThread(), nanos)) {
      LockSupport.parkNanos(this, REAL_POLL_NANOS);
    }
    awake(Thread.currentThread());
  }

  /** Lets time pass, as a transaction does. */
  void pass(Duration time) {
    long until = nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - nanoTime()) {
      park(this, left);
    }
  }

  private synchronized boolean isWaiting(Thread thread, long nanos) {
    known.add(thread);
    waiting.put(thread, now + nanos);
    long alive = known.stream().filter(Thread::isAlive).count();
    if (known.size() == threads && waiting.size() == alive) {
      move();
    }
    return waiting.containsKey(thread);
  }

  private void move() {
    long first = waiting.values().stream().mapToLong(due -> due - now).min().orElse(0);
    now += Math.max(0, first);
    waiting
        .entrySet()
        .removeIf(
            each -> {
              boolean due = each.getValue() - now <= 0;
              if (due) {
                LockSupport.unpark(each.getKey());
              }
              return due;
            });
  }

  private synchronized void awake(Thread thread) {
    waiting.remove(thread);
  }
}
