/*
 * Example 9: how many workers is the server worth?
 *
 * You learn how to plan a study of scaling, and how to get its answer.
 */
package io.stormdb.examples.example09;

import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.progressive.Axes;
import io.stormdb.progressive.Conclusions;
import io.stormdb.progressive.Listed;
import io.stormdb.progressive.ScalingStudy;
import io.stormdb.progressive.StopRules;
import io.stormdb.progressive.StudyPlan;
import io.stormdb.progressive.StudyResult;
import java.time.Duration;

/** Four levels from one worker to eight. */
final class Knee {

  private Knee() {}

  static StudyPlan plan(RunPlan load) {
    return StudyPlan.of(
            load.warmup(Duration.ofMillis(500))
                .duration(Duration.ofSeconds(2))
                .interval(Duration.ofMillis(100)),
            new Listed.Exponential(Axes.workers(1, 8), 4))
        .stop(StopRules.NONE.errors(0.05));
  }

  static String answer(StudyPlan plan, StormDb db) {
    StudyResult study = ScalingStudy.run(plan, db);
    return Conclusions.of(study).sentence();
  }
}
