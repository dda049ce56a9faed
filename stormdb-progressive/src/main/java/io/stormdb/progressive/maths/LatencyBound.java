package io.stormdb.progressive.maths;

/**
 * What the time of a transaction must stay below.
 *
 * @param percentile which of a level's times
 * @param seconds the limit, positive and finite
 */
public record LatencyBound(Percentile percentile, double seconds) {

  /** The times of a {@link Measured} level. */
  public enum Percentile {
    /** The mean. */
    MEAN("the mean time"),
    /** 95 of 100 are not longer. */
    P95("p95"),
    /** 99 of 100 are not longer. */
    P99("p99");

    private final String words;

    Percentile(String words) {
      this.words = words;
    }

    /** Returns what a reader calls it, to be put in the middle of a sentence. */
    public String words() {
      return words;
    }

    /** Returns the time of a level in seconds, NaN if it is not known. */
    public double of(Measured level) {
      return switch (this) {
        case MEAN -> level.meanSeconds();
        case P95 -> level.p95Seconds();
        case P99 -> level.p99Seconds();
      };
    }
  }

  /** Checks the limit. */
  public LatencyBound {
    Rules.positive(seconds, "limit");
  }
}
