package io.stormdb.core;

import io.stormdb.api.TransactionType;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that were queued and wait for somebody to run them, oldest first. Bounded: a worker
 * that finds it full waits, and that wait is part of its latency. Safe for use by many threads.
 */
final class DeferredQueue {

  private static final int CAPACITY = 10_000;

  private final Queue<Job> jobs = new ArrayDeque<>();
  private int takers;
  private boolean closed;

  /**
   * Makes an empty queue.
   *
   * @param takers how many will take from it
   */
  DeferredQueue(int takers) {
    this.takers = takers;
  }

  /**
   * A queued transaction.
   *
   * @param type its number
   * @param instance holds its arguments
   * @param queuedNanos when it was queued
   * @param counts whether it was queued in the measured part
   */
  record Job(int type, TransactionType.Instance instance, long queuedNanos, boolean counts) {}

  /**
   * Queues a transaction.
   *
   * @return whether it was queued; nobody would ever run it otherwise
   */
  synchronized boolean put(Job job) throws InterruptedException {
    while (jobs.size() >= CAPACITY && takers > 0) {
      wait();
    }
    if (takers == 0) {
      return false;
    }
    jobs.add(job);
    notifyAll();
    return true;
  }

  /** Returns the next transaction, or {@code null} when there will be none any more. */
  synchronized @Nullable Job take() throws InterruptedException {
    while (jobs.isEmpty() && !closed) {
      wait();
    }
    Job job = jobs.poll();
    notifyAll();
    return job;
  }

  /** Says that nothing will be queued any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Says that one of those who take takes no more. */
  synchronized void left() {
    takers--;
    notifyAll();
  }

  /** Returns how many wait. */
  synchronized int size() {
    return jobs.size();
  }
}
