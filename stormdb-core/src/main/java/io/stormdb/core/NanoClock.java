package io.stormdb.core;

import java.util.concurrent.locks.LockSupport;

/** Where the time comes from, and how it is waited for: {@link System#nanoTime}, or a test. */
@FunctionalInterface
public interface NanoClock {

  /** The clock of this process. */
  NanoClock SYSTEM = System::nanoTime;

  /** Returns nanoseconds since some fixed moment; only differences mean anything. */
  long nanoTime();

  /**
   * Lets the calling thread wait, perhaps not that long: as {@link LockSupport#parkNanos(Object,
   * long)} does.
   *
   * @param blocker what it waits in, for those who look at threads
   * @param nanos how long at most; positive
   */
  default void park(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }
}
