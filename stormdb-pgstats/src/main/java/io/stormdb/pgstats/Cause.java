package io.stormdb.pgstats;

/**
 * Something that a server did when a load was slow, and how much speaks for it.
 *
 * @param suspect what it is
 * @param metric the number that shows it best
 * @param during that number in the episode: a second for counts, the average for levels
 * @param usually its median over the intervals that were in their bands
 * @param strength what speaks for it
 * @param correlation with how far the load was out of its bands, over the whole run, from −1 to 1
 * @param lagIntervals by how many intervals the server was ahead in that: −2 to 2
 * @param pValue how often chance would give as high a correlation with any lag, corrected for how
 *     many numbers were looked at: 0 to 1
 */
public record Cause(
    Suspect suspect,
    ServerMetric metric,
    double during,
    double usually,
    Strength strength,
    double correlation,
    int lagIntervals,
    double pValue) {

  /** What speaks for a cause. */
  public enum Strength {
    /**
     * The sessions of the load were seen waiting for it for at least a quarter of their time more
     * than usual. That needs no correlation.
     */
    SEEN,
    /** It came and went with the trouble more closely than chance would have it. */
    CORRELATED
  }
}
