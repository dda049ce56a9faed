package io.stormdb.progressive.maths;

import java.util.List;
import java.util.OptionalInt;

/** Decides which level of concurrency is measured next, from what was measured so far. */
@FunctionalInterface
public interface Chooser {

  /**
   * Returns the next level, or empty if the study is complete. The same answer for the same list.
   *
   * @param measured all levels so far in the order in which they were measured; a level may appear
   *     more than once
   */
  OptionalInt next(List<Measured> measured);
}
