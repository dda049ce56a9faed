package io.stormdb.progressive;

import io.stormdb.core.LatencyBound;
import io.stormdb.progressive.maths.LittleCheck;
import io.stormdb.progressive.maths.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What came of one band. Immutable.
 *
 * @param number in the order in which bands were measured, from 1
 * @param repeat how often its level has been measured with this one, from 1
 * @param level how much load it had
 * @param status how it ended
 * @param reason why it did not end as planned; blank if it did
 * @param started when it started
 * @param took how long it took with everything around it
 * @param figures what was measured; empty if nothing was
 * @param notes what makes its load other than what was asked for, a sentence each
 */
public record BandResult(
    int number,
    int repeat,
    Level level,
    Status status,
    String reason,
    Instant started,
    Duration took,
    Optional<BandFigures> figures,
    List<String> notes) {

  /** How a band ended. */
  public enum Status {
    /** As planned. */
    COMPLETED,
    /** It could not start, could not go on, or left data that is wrong. */
    FAILED,
    /** Early, because somebody wanted it so. */
    INTERRUPTED
  }

  /** Checks the numbers, and keeps a copy. */
  public BandResult {
    if (number < 1 || repeat < 1) {
      throw new IllegalArgumentException(
          "number and repeat of a band must be at least 1, were %s and %s"
              .formatted(number, repeat));
    }
    notes = List.copyOf(notes);
  }

  /** Returns whether conclusions are drawn from it: it has ended as planned, with transactions. */
  public boolean isUsable() {
    return status == Status.COMPLETED
        && figures.filter(all -> all.counts().total() > 0).isPresent();
  }

  /** Returns whether it failed because it left data that is wrong. */
  public boolean isDataViolated() {
    return status == Status.FAILED && reason.startsWith(BandReading.DATA_VIOLATED);
  }

  /** Returns successful transactions a second and worker. Empty if nothing was measured. */
  public Optional<Double> tpsPerWorker() {
    return figures.map(all -> all.tps() / level.workers());
  }

  /** Returns successful transactions a second and connection. Empty if nothing was measured. */
  public Optional<Double> tpsPerConnection() {
    return figures.map(all -> all.tps() / level.connections());
  }

  /**
   * Returns the share of time in which connections were used, 0 to 1. Empty if nothing was
   * measured, and where {@link BandFigures#connectionUse} is.
   */
  public Optional<Double> connectionUse() {
    return figures.flatMap(all -> all.connectionUse(level.workers()));
  }

  /**
   * Returns the check by Little's law with all transactions, failed ones included. What is missing
   * there is time between transactions: pauses of the workload, or of the load driver. Empty if
   * nothing was measured, and in an open loop.
   */
  public Optional<LittleCheck> littlesLaw() {
    return figures
        .filter(all -> level.rate().isEmpty())
        .map(
            all ->
                new LittleCheck(
                    level.workers(),
                    all.inProgress(),
                    all.tps() == 0
                        ? Double.NaN
                        : standardError(all) * all.inProgress() / all.tps()));
  }

  /**
   * Returns this as the mathematics has it; empty if it is not {@linkplain #isUsable usable}.
   *
   * @param byConnections whether a level is known by its connections rather than its workers
   */
  public Optional<Measured> measured(boolean byConnections) {
    return figures
        .filter(all -> isUsable())
        .map(
            all ->
                new Measured(
                    byConnections ? level.connections() : level.workers(),
                    all.tps(),
                    standardError(all),
                    seconds(all.latencies().mean()),
                    seconds(all.latencies().percentile(95)),
                    seconds(all.latencies().percentile(99)),
                    all.errorShare(),
                    all.latencies()
                        .standardDeviation()
                        .map(one -> one.toNanos() / 1e9)
                        .orElse(Double.NaN)));
  }

  /** Returns the figure that a limit is for; empty if no transaction succeeded. */
  Optional<Duration> percentile(LatencyBound bound) {
    return figures.flatMap(all -> all.latencies().percentile(bound.percentile()));
  }

  /** Half the width of a range by Student's t is t times the standard error. */
  private static double standardError(BandFigures all) {
    return all.tpsRange()
        .map(
            range -> {
              double half = (range.interval().high() - range.interval().low()) / 2;
              return half
                  / new TDistribution(range.batches() - 1)
                      .inverseCumulativeProbability((1 + range.interval().confidence()) / 2);
            })
        .orElse(Double.NaN);
  }

  private static double seconds(Optional<Duration> duration) {
    return duration.filter(one -> !one.isZero()).map(one -> one.toNanos() / 1e9).orElse(Double.NaN);
  }
}
