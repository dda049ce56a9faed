package io.stormdb.core;

import java.time.Duration;

/** Watches a load. Called by one thread at a time. */
public interface LoadListener {

  /** Nothing to see. */
  LoadListener NONE = new LoadListener() {};

  /**
   * A step begins or goes on. Called when it begins, some times a second while rows are copied, and
   * when it ends.
   */
  default void progress(Progress progress) {}

  /** Something is about to be done that was not asked for by name, in one sentence. */
  default void announcement(String sentence) {}

  /**
   * How far a step has come.
   *
   * @param step what is being done, for example {@code copy order_line}
   * @param done numbers (of rows or groups of rows) generated and sent; 0 in a step without numbers
   * @param total numbers in all; 0 in a step without numbers
   * @param rows rows sent
   * @param bytes bytes sent
   * @param elapsed time since the step began
   * @param finished whether the step has ended
   */
  record Progress(
      String step,
      long done,
      long total,
      long rows,
      long bytes,
      Duration elapsed,
      boolean finished) {}
}
