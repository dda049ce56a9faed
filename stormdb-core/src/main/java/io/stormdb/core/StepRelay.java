package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.api.Step;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import io.stormdb.metrics.TypeTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the steps of a run as of one run: what is said once of a run is said once of all steps
 * together, time goes on from step to step, and types of transactions are numbered alike in all of
 * them. Belongs to one thread.
 */
final class StepRelay implements RunListener {

  private static final TypeTally IDLE =
      new TypeTally(Counts.ZERO, Latencies.none(), Latencies.none(), Latencies.none());

  private final RunListener listener;
  private final List<String> types;
  private final Duration lengthOfStep;
  private List<String> typesOfStep = List.of();
  private String step = "";
  private int stepsLeft;
  private boolean hasStarted;
  private boolean isMeasuring;
  private @Nullable Instant started;
  private Duration offset = Duration.ZERO;
  private Duration end = Duration.ZERO;

  /**
   * Prepares.
   *
   * @param listener hears of the run
   * @param types all types of transactions that any step may run
   * @param lengthOfStep how long a step is meant to be, its warm-up included; zero if not known
   */
  StepRelay(RunListener listener, List<String> types, Duration lengthOfStep) {
    this.listener = listener;
    this.types = types;
    this.lengthOfStep = lengthOfStep;
  }

  /**
   * Says that what is heard from now on belongs to another step.
   *
   * @param number from 1
   * @param left how many come after it
   */
  void begin(int number, Step next, int left) {
    step = next.name();
    stepsLeft = left;
    listener.step(number, next);
  }

  /** Returns how long after the start of the run the current step has started. */
  Duration offset() {
    return offset;
  }

  @Override
  public void started(RunPlan plan) {
    if (!hasStarted) {
      hasStarted = true;
      listener.started(plan);
    }
  }

  @Override
  public void transactions(Instant startedStep, List<String> names) {
    typesOfStep = names;
    if (started == null) {
      started = startedStep;
      listener.transactions(startedStep, types);
    }
    Duration since = Duration.between(started, startedStep);
    // a clock that was set back must not let time go backwards
    offset = since.compareTo(end) > 0 ? since : end;
  }

  @Override
  public void measuring() {
    if (!isMeasuring) {
      isMeasuring = true;
      listener.measuring();
    }
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    end = offset.plus(start).plus(length);
    listener.interval(
        offset.plus(start),
        length,
        measured,
        new Tally(
            types.stream().map(type -> ofType(type, tally)).toList(),
            tally.statements(),
            tally.rows(),
            tally.counters(),
            tally.startDelays(),
            tally.connectionWaits()),
        lengthOfStep.isZero() ? Duration.ZERO : left.plus(lengthOfStep.multipliedBy(stepsLeft)));
  }

  private TypeTally ofType(String type, Tally tally) {
    int index = typesOfStep.indexOf(type);
    return index < 0 ? IDLE : tally.types().get(index);
  }

  @Override
  public void ran(String schema, Collection<Sql> statements) {
    listener.ran(schema, statements);
  }

  @Override
  public void degraded(String reason) {
    listener.degraded("step '%s': %s".formatted(step, reason));
  }
}
