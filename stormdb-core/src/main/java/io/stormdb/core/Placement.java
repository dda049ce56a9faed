package io.stormdb.core;

import io.stormdb.core.wire.WireSession;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Leads each conversation to the event loop that runs on the same processor as the process of the
 * server that it is with, where both are on this machine: to wake somebody on another processor
 * takes both of them longer, and much longer where all processors are busy.
 */
final class Placement implements AutoCloseable {

  /** How soon after the start it looks first: the system may have put anybody anywhere. */
  private static final long FIRST_NANOS = 50_000_000L;

  /** How often in the end: busy processors keep what they have. */
  private static final long LAST_NANOS = 500_000_000L;

  private final List<EventLoop> loops;
  private final Processors processors;
  private final Thread thread = new Thread(this::run, "stormdb-placement");
  private volatile boolean closed;

  /**
   * Prepares to look after event loops.
   *
   * @param processors tells who runs where
   */
  Placement(List<EventLoop> loops, Processors processors) {
    this.loops = loops;
    this.processors = processors;
    thread.setDaemon(true);
  }

  /** Looks every now and then from here on, until this is closed. */
  void start() {
    thread.start();
  }

  private void run() {
    for (long nanos = FIRST_NANOS; !closed; nanos = Math.min(2 * nanos, LAST_NANOS)) {
      long begun = System.nanoTime();
      for (long left = nanos; left > 0 && !closed; left = begun + nanos - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
      if (!closed) {
        look();
      }
    }
  }

  /** Looks once, and tells event loops whom to hand over. */
  void look() {
    int[] processor = loops.stream().mapToInt(EventLoop::processor).toArray();
    int[] guests = loops.stream().mapToInt(loop -> loop.conversations().size()).toArray();
    // nobody gets more than half again as many as each would have: others would have nothing to do
    int most = (int) Math.ceil(1.5 * Arrays.stream(guests).sum() / loops.size());
    for (int from = 0; from < processor.length; from++) {
      for (Conversation conversation : loops.get(from).conversations()) {
        int to = best(from, processorOfServer(conversation), processor);
        if (to != from && guests[to] < most) {
          guests[from]--;
          guests[to]++;
          loops.get(from).handOver(conversation, loops.get(to));
        }
      }
    }
  }

  /** Returns the number of an event loop on a processor; the present one if there is none there. */
  private static int best(int present, int wanted, int[] processor) {
    if (wanted == Processors.UNKNOWN || processor[present] == wanted) {
      return present;
    }
    for (int i = 0; i < processor.length; i++) {
      if (processor[i] == wanted) {
        return i;
      }
    }
    return present;
  }

  private int processorOfServer(Conversation conversation) {
    int process = conversation.serverProcess();
    return process == WireSession.ELSEWHERE
        ? Processors.UNKNOWN
        : processors.ofServerProcess(process);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
