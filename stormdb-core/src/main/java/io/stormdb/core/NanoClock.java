package io.stormdb.core;

/** Where the time comes from: {@link System#nanoTime}, or a test. */
@FunctionalInterface
public interface NanoClock {

  /** The clock of this process. */
  NanoClock SYSTEM = System::nanoTime;

  /** Returns nanoseconds since some fixed moment; only differences mean anything. */
  long nanoTime();
}
