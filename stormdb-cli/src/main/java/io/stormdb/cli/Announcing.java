package io.stormdb.cli;

import io.stormdb.api.GoDuration;
import io.stormdb.api.Step;
import io.stormdb.core.RunListener;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says that the load begins.
 *
 * @param terminal where it is said
 */
record Announcing(Terminal terminal) implements RunListener {

  @Override
  public void steps(RunPlan plan, List<Step> steps) {
    Optional<Duration> each = plan.end().duration().map(plan.warmup()::plus);
    terminal.say(
        "stormdb: %s runs in %d step%s, each measured by itself%s"
            .formatted(
                plan.workload(),
                steps.size(),
                steps.size() == 1 ? "" : "s",
                each.map(
                        length ->
                            "; together they take %s and the time that it takes to prepare each"
                                .formatted(GoDuration.format(length.multipliedBy(steps.size()))))
                    .orElse("")));
  }

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
  }
}
