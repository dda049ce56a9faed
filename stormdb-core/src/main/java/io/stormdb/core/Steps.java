package io.stormdb.core;

import io.stormdb.api.Figure;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The steps of a run. Immutable.
 *
 * @param planned how many there were to be; 0 for a run that is not made of steps
 * @param done those that ran, in their order; the last one may have ended early
 * @param conclusions what the workload says they have shown, a sentence each
 */
public record Steps(int planned, List<StepResult> done, List<String> conclusions) {

  /** Those of a run that is a whole. */
  public static final Steps NONE = new Steps(0, List.of(), List.of());

  /** Keeps copies. */
  public Steps {
    done = List.copyOf(done);
    conclusions = List.copyOf(conclusions);
  }

  /** Returns whether the run was made of steps. */
  public boolean isUsed() {
    return planned > 0;
  }

  /**
   * Returns how fast a step was relative to the fastest that was completed, 1 for that itself.
   * Empty if the workload does not say how fast its steps were.
   */
  public OptionalDouble relativeSpeed(StepResult step) {
    OptionalDouble best =
        done.stream()
            .filter(one -> one.result().status() == RunResult.Status.COMPLETED)
            .map(Steps::speed)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    OptionalDouble speed = speed(step);
    return speed.isPresent() && best.orElse(0) > 0
        ? OptionalDouble.of(speed.getAsDouble() / best.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble speed(StepResult step) {
    return step.figures().stream().filter(Figure::isSpeed).mapToDouble(Figure::value).findFirst();
  }
}
