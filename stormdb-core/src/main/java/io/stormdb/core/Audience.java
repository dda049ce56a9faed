package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.api.Step;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * All who watch a run; each hears everything, in the order of the list.
 *
 * @param listeners the watchers
 */
record Audience(List<RunListener> listeners) implements RunListener {

  /** Keeps a copy of the list. */
  Audience {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void steps(RunPlan plan, List<Step> steps) {
    listeners.forEach(listener -> listener.steps(plan, steps));
  }

  @Override
  public void step(int number, Step step) {
    listeners.forEach(listener -> listener.step(number, step));
  }

  @Override
  public void started(RunPlan plan) {
    listeners.forEach(listener -> listener.started(plan));
  }

  @Override
  public void transactions(Instant started, List<String> types) {
    listeners.forEach(listener -> listener.transactions(started, types));
  }

  @Override
  public void measuring() {
    listeners.forEach(RunListener::measuring);
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    listeners.forEach(listener -> listener.interval(start, length, measured, tally, left));
  }

  @Override
  public void ran(String schema, Collection<Sql> statements) {
    listeners.forEach(listener -> listener.ran(schema, statements));
  }

  @Override
  public void ended() {
    listeners.forEach(RunListener::ended);
  }

  @Override
  public void judged(ClientHealth client) {
    listeners.forEach(listener -> listener.judged(client));
  }

  @Override
  public void degraded(String reason) {
    listeners.forEach(listener -> listener.degraded(reason));
  }
}
