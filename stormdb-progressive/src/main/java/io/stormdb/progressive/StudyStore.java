package io.stormdb.progressive;

import java.io.IOException;

/** Keeps a study where it outlives the process. */
@FunctionalInterface
public interface StudyStore {

  /** Keeps nothing. */
  StudyStore NONE = study -> {};

  /**
   * Keeps all that was measured so far, in place of what it kept before.
   *
   * @throws IOException if it cannot; the study goes on without
   */
  void save(StudyResult study) throws IOException;
}
