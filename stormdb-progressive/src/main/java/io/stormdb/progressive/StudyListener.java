package io.stormdb.progressive;

import io.stormdb.core.RunListener;
import java.util.List;

/**
 * Watches a study while it goes on. Called by the thread that runs the study; what it throws ends
 * it.
 */
public interface StudyListener {

  /** Nothing to see. */
  StudyListener NONE = new StudyListener() {};

  /**
   * Said first.
   *
   * @param plan what is going to be measured
   * @param bands how many bands there will be, at most
   * @param done those that an earlier study has measured; none if this is a new one
   */
  default void started(StudyPlan plan, int bands, List<BandResult> done) {}

  /**
   * A band is about to start.
   *
   * @param number from 1
   * @param bands how many there will be, at most
   * @return who watches its run
   */
  default RunListener starting(int number, int bands, Level level) {
    return RunListener.NONE;
  }

  /** A band has ended, in whatever way. */
  default void finished(BandResult band) {}

  /** Nothing is measured for a while. */
  default void cooling(CoolDown pause) {}

  /** Something that a reader of the results must know. */
  default void noted(String sentence) {}
}
