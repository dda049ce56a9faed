/*
 * Example 4: how long do users wait while five times as many come as usual, and afterwards?
 *
 * You learn how to ask for an open loop and for phases.
 */
package io.stormdb.examples.example04;

import io.stormdb.core.Phase;
import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.List;

/** A spike of two seconds, and its end. */
final class Spike {

  private Spike() {}

  static RunPlan plan() {
    return RunPlan.of("bank")
        .rate(Rate.perSecond(100))
        .workers(16)
        .phases(
            List.of(
                Phase.of(Duration.ofSeconds(2)),
                Phase.of(Duration.ofSeconds(2)).rate(Rate.perSecond(500)),
                Phase.of(Duration.ofSeconds(2)).ramp(Duration.ofSeconds(1))));
  }
}
