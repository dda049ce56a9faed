package io.stormdb.workloads.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Batches of rows that threads of its own make ahead of those who send them. Each row is made once:
 * batch after batch takes the next numbers. Memory is bounded, because batches go round: filled,
 * waiting, sent, and filled again. Safe for use by many threads.
 */
final class RowSupply implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final Method method;
  private final int rows;
  private final long seed;
  private final int producers;
  private final BlockingQueue<Batch> full;
  private final BlockingQueue<Batch> free;
  private final AtomicLong nextNumber = new AtomicLong(1);
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Makes a supply that is empty yet.
   *
   * @param method in whose form the rows are
   * @param rows of a batch
   * @param seed of the rows
   * @param producers how many threads make rows
   * @param waiting how many batches wait or are being made at most, at least 1
   * @param inHand how many are being sent at the same time at most
   */
  RowSupply(Method method, int rows, long seed, int producers, int waiting, int inHand) {
    this.method = method;
    this.rows = rows;
    this.seed = seed;
    this.producers = producers;
    int all = waiting + inHand;
    this.full = new ArrayBlockingQueue<>(all);
    this.free = new ArrayBlockingQueue<>(all);
    for (int i = 0; i < all; i++) {
      free.add(method.batch(rows));
    }
  }

  /**
   * Fills what may wait, with all producers and nobody else at work, and returns how many rows a
   * second they made.
   */
  double fill() {
    int batches = free.size();
    AtomicLong left = new AtomicLong(batches);
    long startedNanos = System.nanoTime();
    List<Thread> makers = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      makers.add(
          thread(
              () -> {
                RowGenerator generator = new RowGenerator(seed);
                while (left.getAndDecrement() > 0) {
                  Batch batch = free.take();
                  batch.fill(generator, nextNumber.getAndAdd(rows));
                  full.put(batch);
                }
              }));
    }
    makers.forEach(Thread::start);
    makers.forEach(RowSupply::join);
    requireProducers();
    return batches * (double) rows / ((System.nanoTime() - startedNanos) / 1e9);
  }

  /** Gives all that waits back, to be filled anew; the rows in it are made by nobody again. */
  void drop() {
    full.drainTo(free);
  }

  /** Returns how many bytes of memory the batches that wait take. */
  long waitingBytes() {
    return full.stream().mapToLong(Batch::bytes).sum();
  }

  /**
   * Returns a full batch for one that has been sent, and waits for it if there is none. The first
   * call starts the producers.
   *
   * @param sent goes back to the producers; {@code null} the first time
   */
  Batch swap(@Nullable Batch sent) {
    if (!started.get() && started.compareAndSet(false, true)) {
      start();
    }
    if (sent != null) {
      free.add(sent);
    }
    try {
      while (true) {
        Batch batch = full.poll();
        if (batch == null) {
          batch = full.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (batch != null) {
          return batch;
        }
        requireProducers();
        if (closed) {
          throw new IllegalStateException("the supply of rows has ended before the load");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for rows", e);
    }
  }

  private synchronized void start() {
    for (int i = 0; i < producers && !closed; i++) {
      Thread producer =
          thread(
              () -> {
                RowGenerator generator = new RowGenerator(seed);
                while (!closed) {
                  Batch batch = free.take();
                  batch.fill(generator, nextNumber.getAndAdd(rows));
                  full.put(batch);
                }
              });
      threads.add(producer);
      producer.start();
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private Thread thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                // that is how it ends: nobody needs rows any more
                Thread.currentThread().interrupt();
              } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
              }
            },
            "stormdb-rows-" + method.key());
    thread.setDaemon(true);
    return thread;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireProducers() {
    Throwable why = failure.get();
    if (why != null) {
      throw new IllegalStateException("making rows failed: " + why, why);
    }
  }

  /** Ends the producers. */
  @Override
  public synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    threads.forEach(RowSupply::join);
    threads.clear();
  }
}
