package io.stormdb.progressive.maths;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Little's law at one level, N = X(R + Z): how many of the workers the measured throughput and
 * times account for (J. D. C. Little, "A proof for the queuing formula L = λW", Operations Research
 * 9, 1961).
 *
 * <p>What is missing is time that workers spent neither in a transaction nor thinking: in the load
 * driver itself. More than N is a fault of the measurement.
 *
 * @param workers N
 * @param accountedFor X(R + Z)
 * @param error standard error of it from that of the throughput; NaN if that is not known
 */
public record LittleCheck(double workers, double accountedFor, double error) {

  /** Returns the check of a level; empty if its mean time is not known or nothing was done. */
  static Optional<LittleCheck> of(Measured level, double thinkSeconds) {
    return of(level.concurrency(), level, thinkSeconds);
  }

  /** Returns the check of a level, with the number of workers that it really had. */
  static Optional<LittleCheck> of(Measured level, AnalysisOptions options) {
    return of(
        options.workers().isPresent() ? options.workers().getAsInt() : level.concurrency(),
        level,
        options.thinkSeconds());
  }

  private static Optional<LittleCheck> of(double workers, Measured level, double thinkSeconds) {
    if (Double.isNaN(level.meanSeconds()) || level.throughput() == 0) {
      return Optional.empty();
    }
    double cycle = level.meanSeconds() + thinkSeconds;
    return Optional.of(
        new LittleCheck(workers, level.throughput() * cycle, level.standardError() * cycle));
  }

  private static final double WELL = 0.1;

  /** Returns whether at most a tenth of the workers' time is missing, or too much. */
  public boolean holds() {
    return Math.abs(missingShare()) <= WELL;
  }

  /** Returns the share of workers' time that is missing; negative if there is too much. */
  public double missingShare() {
    return 1 - accountedFor / workers;
  }

  /**
   * Returns how far N is from X(R + Z) in standard errors; empty if the error is not known or 0.
   * Beyond 2 the law does not hold by chance alone.
   */
  public OptionalDouble errorsApart() {
    return error > 0 ? OptionalDouble.of((workers - accountedFor) / error) : OptionalDouble.empty();
  }
}
