package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * What looking at a server during a run cost.
 *
 * @param samples how often counters were read
 * @param missed how often they could not be
 * @param looks how often the sessions of the load were looked at, failed looks included
 * @param busy how long all of these took, as the client saw it, the way there and back included
 * @param window how long they went on
 * @param serverCpu processor time of the server's process that answered them; empty if it cannot be
 *     read
 * @param whyNoCpu why it cannot; blank if it can
 */
public record SamplingCost(
    long samples,
    long missed,
    long looks,
    Duration busy,
    Duration window,
    Optional<Duration> serverCpu,
    String whyNoCpu) {

  /** Checks that a missing time has a reason. */
  public SamplingCost {
    if (serverCpu.isPresent() != whyNoCpu.isBlank()) {
      throw new IllegalArgumentException(
          "whyNoCpu must be blank if and only if serverCpu is known, was '" + whyNoCpu + "'");
    }
  }

  /** Returns the share of the time in which a statement was under way; empty without a window. */
  public Optional<Double> busyShare() {
    return share(busy);
  }

  /** Returns the share of one processor that it took of the server; empty if that is not known. */
  public Optional<Double> cpuShare() {
    return serverCpu.flatMap(this::share);
  }

  private Optional<Double> share(Duration part) {
    return window.isZero()
        ? Optional.empty()
        : Optional.of(part.toNanos() / (double) window.toNanos());
  }
}
