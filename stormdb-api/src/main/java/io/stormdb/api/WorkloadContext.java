package io.stormdb.api;

/** What a workload knows about the run that its transactions are for. */
public interface WorkloadContext {

  /** Returns the scale of the data that is there. */
  default int scale() {
    return loaded().scale();
  }

  /** Returns what is known of the data. */
  LoadedData loaded();

  /** Returns the seed of the run. */
  long seed();

  /** Returns the number of workers; at least 1. */
  int workers();

  /** Returns the isolation level that transactions run at unless they ask for another. */
  Isolation isolation();
}
