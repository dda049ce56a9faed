package io.stormdb.report;

import io.stormdb.core.RunResult;
import io.stormdb.core.Shape;
import io.stormdb.metrics.statistics.SteadyState;
import io.stormdb.pgstats.Attribution;
import io.stormdb.pgstats.ClientInterval;
import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;
import io.stormdb.pgstats.ServerTimeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a server did when a run on it was slow. */
public final class Explanation {

  private Explanation() {}

  /**
   * Finds out when a run was slow, and what the server did then. Looks at the whole intervals of
   * the measured part; if the run shows since when TPS was steady, from when it first was as high
   * as it usually was from then on.
   *
   * @param result of the run
   * @param statistics of its server
   * @return the reason why not, if the load was meant to change, or too little is known
   */
  public static Observed<Attribution> of(RunResult result, ServerStatistics statistics) {
    if (!result.phases().isEmpty()
        || !(result.plan().shape() instanceof Shape.Constant)
        || result.steps().isUsed()) {
      return new Observed.Missing<>("the load was meant to change");
    }
    if (statistics.timeline() instanceof Observed.Missing<ServerTimeline> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    List<ClientInterval> client = intervals(result);
    double[] tps = client.stream().mapToDouble(ClientInterval::tps).toArray();
    int unsteady =
        SteadyState.of(tps) instanceof SteadyState.After after
            ? unsteady(tps, after.intervals())
            : 0;
    return Attribution.of(
        client.subList(unsteady, client.size()),
        statistics.timeline().find().orElseThrow(),
        result.plan().seed());
  }

  /**
   * A stall in the first half makes the rest look steady only: so no more is left out than what
   * comes before TPS have first reached all but the lowest tenth of the steady ones, or have fallen
   * below a tenth of what is usual.
   */
  private static int unsteady(double[] tps, int most) {
    double[] steady = Arrays.copyOfRange(tps, most, tps.length);
    Arrays.sort(steady);
    double usual = steady[steady.length / 10];
    double stalled = steady[steady.length / 2] / 10;
    int first = 0;
    while (first < most && tps[first] < usual && (first == 0 || tps[first] >= stalled)) {
      first++;
    }
    return first;
  }

  private static List<ClientInterval> intervals(RunResult result) {
    Duration planned = result.plan().interval().multipliedBy(result.details().intervalsKeptAsOne());
    return result.intervals().stream()
        .filter(RunResult.Interval::measured)
        // the last one may be short, and says little then
        .filter(interval -> interval.length().multipliedBy(2).compareTo(planned) >= 0)
        .map(
            interval ->
                new ClientInterval(
                    interval.start(), interval.length(), interval.tps(), interval.p99()))
        .toList();
  }
}
