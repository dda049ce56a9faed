package io.stormdb.core;

import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.StoppingRule;
import java.util.List;
import java.util.Optional;

/** Looks now and then whether TPS is known as well as asked for. Belongs to one thread. */
final class StoppingWatch {

  private final StoppingRule rule;
  private int looks;
  private Optional<ConfidenceInterval> reached = Optional.empty();

  StoppingWatch(Until until) {
    this.rule = new StoppingRule(until.percent() / 100);
  }

  /**
   * Returns whether the run may end.
   *
   * @param intervals so far, those of the warm-up included
   */
  boolean isKnown(List<RunResult.Interval> intervals) {
    int measured = (int) intervals.stream().filter(RunResult.Interval::measured).count();
    int look = StoppingRule.lookAfter(measured);
    if (reached.isEmpty() && look > looks) {
      looks = look;
      reached =
          rule.reached(
              intervals.stream()
                  .filter(RunResult.Interval::measured)
                  .mapToDouble(RunResult.Interval::tps)
                  .toArray());
    }
    return reached.isPresent();
  }

  Stopping stopping() {
    return new Stopping(looks, reached);
  }
}
