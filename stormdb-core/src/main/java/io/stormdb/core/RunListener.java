package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.api.Step;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Watches a run while it goes on. Called by one thread, never by a worker; what it throws ends the
 * run.
 */
public interface RunListener {

  /** Nothing to see. */
  RunListener NONE = new RunListener() {};

  /** Returns one that tells all others everything, in the order of the list. */
  static RunListener all(List<RunListener> listeners) {
    return new Audience(listeners);
  }

  /**
   * Said first, and only of a run that is made of steps.
   *
   * @param plan what each of them runs
   * @param steps all that are meant to run, in their order
   */
  default void steps(RunPlan plan, List<Step> steps) {}

  /**
   * A step has been prepared and is about to start. Intervals until the next one belong to it;
   * everything else is said once, of the run as a whole.
   *
   * @param number from 1
   */
  default void step(int number, Step step) {}

  /**
   * The data is there, all connections are open, and the workers start now.
   *
   * @param plan what they run
   */
  default void started(RunPlan plan) {}

  /**
   * Said once, before the first interval.
   *
   * @param started when the first worker starts
   * @param types names of the types of transactions, in the order of {@link Tally#types}
   */
  default void transactions(Instant started, List<String> types) {}

  /**
   * The measured part begins: the warm-up has just ended, or there is none and the workers start
   * now. Never called for a run that was over before this could be said.
   */
  default void measuring() {}

  /**
   * An interval has ended.
   *
   * @param start of the interval, from the start of the run
   * @param length how long it really was
   * @param measured whether it belongs to the measured part
   * @param tally what happened in it
   * @param left time until the planned end, zero when it has passed or is not known
   */
  default void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {}

  /**
   * The workers of the run, or of one of its steps, have ended, and this is what they have run;
   * before {@link #ended}.
   *
   * @param schema the schema that their tables are in
   * @param statements those that they ran through {@link io.stormdb.api.Tx}, in no order
   */
  default void ran(String schema, Collection<Sql> statements) {}

  /**
   * The last worker has ended and all of their connections are closed; checks of the data, if there
   * are any, come after this.
   */
  default void ended() {}

  /**
   * The load driver itself has been judged; after {@link #ended}, and only if something was
   * measured.
   */
  default void judged(ClientHealth client) {}

  /** Something has gone wrong that makes the load other than what was asked for. */
  default void degraded(String reason) {}
}
