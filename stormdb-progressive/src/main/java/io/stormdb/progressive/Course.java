package io.stormdb.progressive;

import java.util.List;
import java.util.Optional;

/** Decides which level is measured next. The same decision for the same bands. */
interface Course {

  /** Returns the course of a plan. */
  static Course of(StudyPlan plan) {
    if (plan.strategy() instanceof Listed listed) {
      return new ListedCourse(plan, listed);
    }
    if (plan.strategy() instanceof Adaptive adaptive) {
      return new AdaptiveCourse(plan, adaptive);
    }
    if (plan.strategy() instanceof FindMax search) {
      return new FindMaxCourse(search);
    }
    throw new IllegalStateException("no course for " + plan.strategy().text());
  }

  /** Returns how many bands there will be, at most. */
  int bands();

  /**
   * Returns the level, or empty if there is nothing left to measure.
   *
   * @param done all bands so far, in their order
   */
  Optional<Level> next(List<BandResult> done);

  /** Returns why levels were left out, a sentence each. */
  List<String> leftOut(List<BandResult> done);
}
