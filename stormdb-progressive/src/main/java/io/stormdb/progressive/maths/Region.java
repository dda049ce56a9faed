package io.stormdb.progressive.maths;

/**
 * A stretch of levels in which more workers bring about the same.
 *
 * @param kind what they bring
 * @param from its lowest level
 * @param to its highest level, greater than {@code from}
 * @param gain throughput that each worker adds, transactions a second; a range at the confidence of
 *     the analysis, not corrected for there being several
 * @param shareOfIdeal the same as a share of what each worker does at the lowest level
 */
public record Region(Kind kind, double from, double to, Estimated gain, double shareOfIdeal) {

  /** What more workers bring. */
  public enum Kind {
    /** Each adds something, and it cannot be told from what each does at the lowest level. */
    LINEAR,
    /** Each adds something, shown to be less than at the lowest level. */
    DIMINISHING,
    /** Shown to be less than at the lowest level, and cannot be told from nothing. */
    SATURATION,
    /** Each takes something away. */
    RETROGRADE,
    /** Can be told neither from what each does at the lowest level nor from nothing. */
    UNCLEAR
  }

  /** Checks the ends. */
  public Region {
    Rules.require(from < to, "from", "less than to (" + to + ")", from);
  }
}
