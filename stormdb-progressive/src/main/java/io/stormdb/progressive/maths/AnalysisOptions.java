package io.stormdb.progressive.maths;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How measured levels are analysed. Immutable.
 *
 * @param unit what a level counts, in the plural: {@code workers}, {@code connections}
 * @param workers how many workers there were at every level, if a level counts something else;
 *     empty if it counts them
 * @param confidence of all ranges and tests, greater than 0 and less than 1; 0.95 is usual
 * @param tolerance how much of the peak may be given up for fewer workers, greater than 0 and less
 *     than 1; 0.03 is usual
 * @param largestErrorShare levels with a larger share of failed transactions are left out; 0 to 1
 * @param thinkSeconds Z, what a worker waits between transactions; not negative
 * @param bound what latency must stay below; empty for none
 * @param evidence what is known of the band in which most was done
 * @param limits what limits each level, by its number, as far as it is known
 * @param samples of each bootstrap, 100 or more; 1,000 is usual
 * @param seed of what is drawn
 */
public record AnalysisOptions(
    String unit,
    OptionalInt workers,
    double confidence,
    double tolerance,
    double largestErrorShare,
    double thinkSeconds,
    Optional<LatencyBound> bound,
    Evidence evidence,
    SortedMap<Double, Bottleneck> limits,
    int samples,
    long seed) {

  /** Checks each, and keeps a copy. */
  public AnalysisOptions {
    Rules.require(!unit.isBlank(), "unit", "a word", "'" + unit + "'");
    workers.ifPresent(number -> Rules.atLeast(1, number, "workers"));
    Rules.within(confidence, "confidence");
    Rules.within(tolerance, "tolerance");
    Rules.share(largestErrorShare, "largest share of errors");
    Rules.notNegative(thinkSeconds, "think time");
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    Rules.atLeast(100, samples, "samples");
  }

  /** Returns the usual: workers, 95 %, 3 % of the peak, at most 5 % errors, 1,000 samples. */
  public static AnalysisOptions usual(long seed) {
    return new AnalysisOptions(
        "workers",
        OptionalInt.empty(),
        0.95,
        0.03,
        0.05,
        0,
        Optional.empty(),
        Evidence.NONE,
        new TreeMap<>(),
        1_000,
        seed);
  }

  /** Returns the same for levels that count connections, which so many workers share at each. */
  public AnalysisOptions ofConnections(int shared) {
    return new AnalysisOptions(
        "connections",
        OptionalInt.of(shared),
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        bound,
        evidence,
        limits,
        samples,
        seed);
  }

  /** Returns the same for levels that count something else. */
  public AnalysisOptions withUnit(String plural) {
    return new AnalysisOptions(
        plural,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        bound,
        evidence,
        limits,
        samples,
        seed);
  }

  /** Returns the same with a think time. */
  public AnalysisOptions withThinkSeconds(double seconds) {
    return new AnalysisOptions(
        unit,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        seconds,
        bound,
        evidence,
        limits,
        samples,
        seed);
  }

  /** Returns the same with a limit of latency. */
  public AnalysisOptions withBound(LatencyBound limit) {
    return new AnalysisOptions(
        unit,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        Optional.of(limit),
        evidence,
        limits,
        samples,
        seed);
  }

  /** Returns the same with evidence. */
  public AnalysisOptions withEvidence(Evidence seen) {
    return new AnalysisOptions(
        unit,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        bound,
        seen,
        limits,
        samples,
        seed);
  }

  /** Returns the same with what limits each level. */
  public AnalysisOptions withLimits(SortedMap<Double, Bottleneck> byLevel) {
    return new AnalysisOptions(
        unit,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        bound,
        evidence,
        byLevel,
        samples,
        seed);
  }

  /** Returns the same with another number of samples. */
  public AnalysisOptions withSamples(int number) {
    return new AnalysisOptions(
        unit,
        workers,
        confidence,
        tolerance,
        largestErrorShare,
        thinkSeconds,
        bound,
        evidence,
        limits,
        number,
        seed);
  }
}
