package io.stormdb.progressive.maths;

/** Where the standard errors of an analysis are from. */
public enum ErrorSource {
  /** Each band came with its own; those that were repeated have more if they were farther apart. */
  BANDS,
  /** From how far bands at the same level were apart. */
  REPEATS,
  /**
   * Nothing was given. The scatter about the Universal Scalability Law is taken for noise, the same
   * share of throughput at all levels. As it has the misfit of the law in it, tests find less and
   * ranges are wider.
   */
  SCATTER,
  /** Nothing was given, and there are too few levels to see any. There are no tests and ranges. */
  UNKNOWN
}
