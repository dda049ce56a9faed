package io.stormdb.cli;

import io.stormdb.api.GoDuration;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that the load begins, and lets somebody else watch it.
 *
 * @param terminal where it is said
 * @param watcher hears everything
 */
record Announcing(Terminal terminal, RunListener watcher) implements RunListener {

  @Override
  public void started(RunPlan plan) {
    List<String> until = new ArrayList<>();
    plan.end().duration().ifPresent(duration -> until.add(GoDuration.format(duration)));
    plan.end().transactions().ifPresent(count -> until.add(count + " transactions"));
    terminal.say(
        "stormdb: running %s with %d worker%s for %s%s"
            .formatted(
                plan.workload(),
                plan.workers(),
                plan.workers() == 1 ? "" : "s",
                String.join(" or ", until),
                plan.warmup().isZero()
                    ? ""
                    : " after " + GoDuration.format(plan.warmup()) + " of warm-up"));
    watcher.started(plan);
  }

  @Override
  public void interval(
      Duration start, Duration length, boolean measured, Tally tally, Duration left) {
    watcher.interval(start, length, measured, tally, left);
  }

  @Override
  public void degraded(String reason) {
    watcher.degraded(reason);
  }
}
