package io.stormdb.core;

import io.stormdb.api.GoDuration;
import io.stormdb.metrics.statistics.StoppingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a plan must be like that ends when TPS is known. */
final class UntilRules {

  private UntilRules() {}

  /** Returns a sentence for each rule that is broken, with the rule and the value. */
  static List<String> broken(
      Until until, RunPlan.End end, Duration interval, int phases, Shape shape) {
    List<String> problems = new ArrayList<>();
    if (!end.equals(RunPlan.End.after(until.atMost()))) {
      problems.add(
          "a run until '%s' has no other end; give neither a duration nor a number of transactions"
              .formatted(until));
    }
    if (phases > 0) {
      problems.add(
          "a run until '%s' has no phases, because TPS is not one figure when the load changes"
              .formatted(until));
    }
    if (!(shape instanceof Shape.Constant)) {
      problems.add(
          "a run until '%s' has no shape, because TPS is not one figure when the load changes"
              .formatted(until));
    }
    Duration firstLook = interval.multipliedBy(StoppingRule.FIRST_LOOK);
    if (until.atMost().compareTo(firstLook) <= 0) {
      problems.add(
          "the longest time of until must be more than %d intervals (%s), because it is not looked earlier whether TPS is known, was %s"
              .formatted(
                  StoppingRule.FIRST_LOOK,
                  GoDuration.format(firstLook),
                  GoDuration.format(until.atMost())));
    }
    return problems;
  }
}
