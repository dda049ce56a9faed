package io.stormdb.core;

import io.stormdb.api.TransactionType;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that were queued and wait for somebody to run them, oldest first. Bounded: a worker
 * that finds it full waits, and that wait is part of its latency. Safe for use by many threads.
 */
final class DeferredQueue {

  private static final int CAPACITY = 10_000;
  private static final long POLL_MILLIS = 100;

  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;

  /**
   * A queued transaction.
   *
   * @param type its number
   * @param instance holds its arguments
   * @param queuedNanos when it was queued
   * @param counts whether it was queued in the measured part
   */
  record Job(int type, TransactionType.Instance instance, long queuedNanos, boolean counts) {}

  /** Queues a transaction. */
  void put(Job job) {
    try {
      jobs.put(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while queueing a transaction", e);
    }
  }

  /** Returns the next transaction, or {@code null} when there will be none any more. */
  @Nullable Job take() throws InterruptedException {
    while (true) {
      boolean last = closed;
      Job job = jobs.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (job != null || last) {
        return job;
      }
    }
  }

  /** Says that nothing will be queued any more. */
  void close() {
    closed = true;
  }

  /** Returns how many wait. */
  int size() {
    return jobs.size();
  }
}
