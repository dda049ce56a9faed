package io.stormdb.metrics;

/** How a transaction ended. */
public enum Outcome {
  /** Committed. */
  COMMITTED,
  /** Rolled back because the workload wanted it so. */
  ROLLED_BACK,
  /** Not done, for whatever reason. */
  FAILED
}
