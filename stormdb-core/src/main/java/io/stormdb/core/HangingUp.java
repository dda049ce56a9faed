package io.stormdb.core;

import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * Ends transactions that did not end in time: asks the server to cancel them, and hangs up on those
 * that go on. Takes seconds at most, also when the server says nothing any more.
 */
final class HangingUp {

  private static final int MOST_REQUESTS_AT_ONCE = 16;
  private static final long ASKING_NANOS = 2_000_000_000L;
  private static final long HANGING_UP_NANOS = 5_000_000_000L;
  private static final long POLL_NANOS = 10_000_000L;

  private final List<InFlight> all;
  private final NanoClock clock;

  HangingUp(List<Loop> loops, NanoClock clock) {
    this.all = loops.stream().map(loop -> loop.execution().inFlight()).toList();
    this.clock = clock;
  }

  /**
   * Ends them.
   *
   * @param goesOn says whether there are any left
   */
  void whileTrue(BooleanSupplier goesOn) {
    all.forEach(InFlight::abandon);
    Queue<InFlight> toAsk = new ConcurrentLinkedQueue<>(all);
    for (int i = 0; i < Math.min(MOST_REQUESTS_AT_ONCE, all.size()); i++) {
      // a request waits for the server to take it, so many in a row might wait for very long
      Thread thread = new Thread(() -> cancel(toAsk), "stormdb-cancel-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    await(goesOn, ASKING_NANOS);
    toAsk.clear();
    all.forEach(HangingUp::hangUp);
    await(goesOn, HANGING_UP_NANOS);
  }

  private static void cancel(Queue<InFlight> toAsk) {
    for (InFlight next = toAsk.poll(); next != null; next = toAsk.poll()) {
      cancel(next);
    }
  }

  private static void cancel(InFlight one) {
    try {
      one.cancel();
    } catch (SQLException e) {
      // the server does not take it; this connection will be hung up
      return;
    }
  }

  private static void hangUp(InFlight one) {
    try {
      one.hangUp();
    } catch (SQLException e) {
      // closed already, which is what was wanted
      return;
    }
  }

  private void await(BooleanSupplier goesOn, long nanos) {
    long deadline = clock.nanoTime() + nanos;
    while (goesOn.getAsBoolean() && clock.nanoTime() - deadline < 0) {
      clock.park(this, POLL_NANOS);
    }
  }
}
