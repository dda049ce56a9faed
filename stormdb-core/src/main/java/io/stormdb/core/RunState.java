package io.stormdb.core;

import io.stormdb.api.Counter;
import io.stormdb.api.Mix;
import io.stormdb.api.SessionType;
import io.stormdb.api.TransactionType;
import io.stormdb.metrics.PhaseRecorder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of a run share.
 *
 * @param plan what was asked for
 * @param types what they choose from
 * @param mix how they choose
 * @param schedule when they start and end
 * @param clock tells the time
 * @param warmup takes down what does not count
 * @param measured takes down what counts
 * @param errors takes down errors of what counts
 * @param countersSeen the counters of the workload that were used, by ordinal
 * @param deferred takes deferred transactions
 * @param weights of the types, in each phase
 * @param phases when they are; {@code null} if the load never changes
 * @param openLoop where they take their work from in an open loop; otherwise {@code null}
 * @param seen what else of the workload was used
 * @param users in whose sessions transactions run; {@code null} if each transaction stands for
 *     itself
 * @param watch holds the run to its error policy
 */
record RunState(
    RunPlan plan,
    List<TransactionType> types,
    Mix mix,
    Schedule schedule,
    NanoClock clock,
    PhaseRecorder warmup,
    PhaseRecorder measured,
    ErrorLog errors,
    Map<Integer, Counter> countersSeen,
    DeferredQueue deferred,
    List<double[]> weights,
    @Nullable PhasePlan phases,
    @Nullable OpenLoop openLoop,
    Seen seen,
    @Nullable SessionType users,
    ErrorWatch watch) {

  /**
   * Waits until a moment, or until the end of the run if that is earlier.
   *
   * @return whether there was anything to wait for
   */
  boolean parkUntil(long until) {
    boolean waited = false;
    while (true) {
      long now = clock.nanoTime();
      if (until - now <= 0 || schedule.isOver(now)) {
        return waited;
      }
      waited = true;
      long end = schedule.endNanos();
      clock.park(this, end == Long.MAX_VALUE ? until - now : Math.min(until, end) - now);
    }
  }
}
