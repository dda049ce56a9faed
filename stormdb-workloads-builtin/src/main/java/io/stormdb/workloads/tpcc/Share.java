package io.stormdb.workloads.tpcc;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import java.util.Locale;

/**
 * How many of some had a property, held against what the standard allows.
 *
 * <p>A share of a few thousand draws strays from its expectation by chance. A share fails only when
 * it is further out of bounds than four standard errors of such a draw, which a correct run is once
 * in some 30,000 times, and is not judged when too few were drawn to tell.
 *
 * @param hits how many had it
 * @param of how many there were
 */
record Share(long hits, long of) {

  private static final double STANDARD_ERRORS = 4;

  /** Fewer expected hits than this, and the normal approximation no longer holds. */
  private static final double FEWEST_EXPECTED = 10;

  /**
   * Judges.
   *
   * @param lowPercent the smallest share allowed
   * @param highPercent the largest share allowed; at least {@code lowPercent}
   */
  Finding within(double lowPercent, double highPercent, String name, String reference) {
    boolean unbounded = highPercent >= 100;
    boolean unboundedBelow = lowPercent <= 0;
    String required =
        unbounded
            ? ">= %s %%".formatted(lowPercent)
            : unboundedBelow
                ? "<= %s %%".formatted(highPercent)
                : "%s %% to %s %%".formatted(lowPercent, highPercent);
    return new Finding(
        name, reference, required, measured(), verdict(lowPercent / 100, highPercent / 100));
  }

  /** Returns a line that is not judged, with the reason in place of the requirement. */
  Finding notJudged(String name, String reference, String why) {
    return new Finding(name, reference, why, measured(), Verdict.NOT_APPLICABLE);
  }

  private Verdict verdict(double low, double high) {
    boolean enough = of * (low > 0 ? low : high) >= FEWEST_EXPECTED;
    if (!enough) {
      return Verdict.NOT_APPLICABLE;
    }
    double share = hits / (double) of;
    return share < low - tolerance(low) || share > high + tolerance(high)
        ? Verdict.FAIL
        : Verdict.PASS;
  }

  private double tolerance(double bound) {
    return STANDARD_ERRORS * Math.sqrt(bound * (1 - bound) / of);
  }

  private String measured() {
    return of == 0 ? "none" : String.format(Locale.ROOT, "%.2f %% of %,d", 100.0 * hits / of, of);
  }
}
