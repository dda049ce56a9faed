package io.stormdb.progressive.maths;

/**
 * A level that is best in one sense. Only measured levels have measured figures; between them
 * {@code throughput} is that of a curve.
 *
 * @param kind the sense
 * @param level N, with its range from the bootstrap
 * @param throughput X at that level, transactions a second
 * @param efficiency X/N relative to the lowest level that was measured, 1 if just as much
 * @param isMeasured whether the level was measured, or lies on a curve
 */
public record Optimum(
    Kind kind, Estimated level, double throughput, double efficiency, boolean isMeasured) {

  /** What a level can be best in. */
  public enum Kind {
    /** The highest throughput of all that were measured. */
    MAXIMUM,
    /** Where the Universal Scalability Law has its maximum. */
    USL_PEAK,
    /** Where the curve bends away from its diagonal most clearly (Kneedle). */
    KNEE,
    /**
     * Most throughput for its latency: the maximum of Kleinrock's power X/R (L. Kleinrock, "Power
     * and deterministic rules of thumb for probabilistic problems in computer communications", ICC
     * 1979). Throughput per worker alone would always be best with the fewest.
     */
    EFFICIENCY,
    /** The highest throughput of those that stay below the bound of latency. */
    UNDER_BOUND
  }
}
