package io.stormdb.progressive.maths;

/** Where a curve is highest. */
public sealed interface Peak {

  /**
   * A peak that is measured, or near what was measured.
   *
   * @param concurrency N*, with its range; the upper end is infinite if a curve without any peak
   *     agrees with the measurements too
   * @param throughput X(N*), transactions a second, with its range
   * @param extrapolated whether N* is outside of what was measured
   */
  record Found(Estimated concurrency, Estimated throughput, boolean extrapolated) implements Peak {}

  /**
   * No peak where the curve may be believed.
   *
   * @param limit the concurrency up to which there is none
   * @param reason why, a sentence without a full stop
   */
  record NotInRange(double limit, String reason) implements Peak {}
}
