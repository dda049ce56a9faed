package io.stormdb.progressive.maths;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to do, in one sentence, and the numbers behind it. Immutable.
 *
 * <p>The rule: the fewest workers of whom it is shown that their throughput is within the tolerance
 * (usually 3 %) of the peak, because each worker beyond them makes all wait longer for little that
 * counts. Both are taken from a curve through all levels, the Universal Scalability Law where it
 * describes them and otherwise straight lines that rise to one peak, so that neither hangs on the
 * noise of a single level. Shown means at the confidence of the analysis: of the curves that other
 * noise would have given, that share reaches it. The range goes on to the peak, as far as the same
 * can be shown, so that every number in it does enough. Levels that break a bound of latency, and
 * all above them, are not considered.
 *
 * <p>It is not given when nothing tells the levels apart, when twice the most that were measured
 * would gain more than the tolerance if the curve went on (then the peak was not reached; the curve
 * is never used further out), or when noise leaves more than half of the measured range possible
 * (as a factor: from 1 to 100, a factor of 10).
 *
 * @param verdict how far the question is answered
 * @param range what to use, or empty if that is not known
 * @param sentence what to do, and why
 * @param tryLevels levels whose measurement would tell more, ascending; empty if the question is
 *     answered
 */
public record Recommendation(
    Verdict verdict, Optional<Range> range, String sentence, List<Integer> tryLevels) {

  /** How far the question is answered. */
  public enum Verdict {
    /** The range is known. */
    FOUND,
    /** The number of workers made no difference that could be shown. */
    NO_DIFFERENCE,
    /** Throughput still rises at the highest level. */
    NOT_REACHED,
    /** What was measured does not tell. */
    INCONCLUSIVE
  }

  /**
   * How many workers to use.
   *
   * @param from the fewest with which throughput is within the tolerance of the peak at the
   *     confidence of the analysis, or the peak if there are none with fewer
   * @param to the most, up to the peak, with which it still is
   * @param shareOfPeak throughput at {@code from} of the peak, 0 to 1
   * @param peakLevel N at the peak
   * @param peakThroughput X at the peak, transactions a second
   * @param shareOfPeakP99 p99 at {@code from} of that at the peak; empty if latencies are unknown.
   *     Between measured levels both are interpolated
   * @param isMeasured whether all is from measured levels, none of it from a curve
   */
  public record Range(
      int from,
      int to,
      double shareOfPeak,
      double peakLevel,
      double peakThroughput,
      OptionalDouble shareOfPeakP99,
      boolean isMeasured) {

    /** Checks the ends. */
    public Range {
      Rules.atLeast(1, from, "from");
      Rules.atLeast(from, to, "to");
    }
  }

  /** Keeps a copy. */
  public Recommendation {
    tryLevels = List.copyOf(tryLevels);
  }
}
