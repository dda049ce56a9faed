package io.stormdb.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much of a run had connections to work with. A server that keeps connections open and does not
 * answer is available in this sense; its transactions take longer.
 *
 * @param measured how long was measured
 * @param workers how many worked
 * @param down how much of the measured part all workers were without a connection at the same time
 * @param lost for how long workers were without a connection in the measured part, summed up over
 *     the workers
 * @param failedAttempts how often a worker, or a pool while workers were waiting for it, tried to
 *     connect anew in vain, warm-up included; these are no transactions, unless each transaction
 *     connects
 * @param outageCount how many outages there were, warm-up included
 * @param outages the first of them, at most 100
 */
public record Availability(
    Duration measured,
    int workers,
    Duration down,
    Duration lost,
    long failedAttempts,
    long outageCount,
    List<Outage> outages) {

  /** Keeps a copy. */
  public Availability {
    outages = List.copyOf(outages);
  }

  /** Returns that of a run in which no connection was lost. */
  public static Availability uninterrupted(Duration measured, int workers) {
    return new Availability(measured, workers, Duration.ZERO, Duration.ZERO, 0, 0, List.of());
  }

  /**
   * Returns the share of the measured time in which at least one worker had a connection, from 0 to
   * 1. Empty when nothing was measured.
   */
  public Optional<Double> share() {
    return shareOf(down, measured);
  }

  /**
   * Returns the share of the workers' time in which they had a connection, from 0 to 1: how much of
   * the load that was asked for could be there. Empty when nothing was measured.
   */
  public Optional<Double> workerShare() {
    return shareOf(lost, measured.multipliedBy(workers));
  }

  private static Optional<Double> shareOf(Duration without, Duration all) {
    return all.isZero()
        ? Optional.empty()
        : Optional.of(1 - without.toNanos() / (double) all.toNanos());
  }
}
