package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.Shape;
import io.stormdb.metrics.statistics.BatchMeans;
import io.stormdb.metrics.statistics.ConfidenceInterval;
import io.stormdb.metrics.statistics.SteadyState;
import java.time.Duration;
import java.util.Optional;

/**
 * What the whole intervals of the measured part say about its throughput.
 *
 * @param intervals how many there were
 * @param interval how long a whole one is
 * @param tps the confidence interval of TPS; empty with too few intervals
 * @param steady since when TPS was steady
 * @param suggestedWarmup how much longer the warm-up should be; empty if that cannot be said
 */
record Stability(
    int intervals,
    Duration interval,
    Optional<BatchMeans> tps,
    SteadyState steady,
    Optional<Duration> suggestedWarmup) {

  /** Returns what can be said; empty if the load was meant to change. */
  static Optional<Stability> of(RunResult result) {
    if (!result.phases().isEmpty()
        || result.plan().shape() instanceof Shape.Sine
        || result.steps().isUsed()) {
      return Optional.empty();
    }
    Duration planned = result.plan().interval().multipliedBy(result.details().intervalsKeptAsOne());
    double[] tps =
        result.intervals().stream()
            .filter(RunResult.Interval::measured)
            // the last one may be short, and says little then
            .filter(interval -> interval.length().multipliedBy(2).compareTo(planned) >= 0)
            .mapToDouble(RunResult.Interval::tps)
            .toArray();
    SteadyState steady = SteadyState.of(tps);
    return Optional.of(
        new Stability(
            tps.length,
            planned,
            BatchMeans.of(tps, ConfidenceInterval.USUAL),
            steady,
            steady.suggestedWarmup(planned)));
  }
}
