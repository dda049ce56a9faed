package io.stormdb.workloads.bulk;

/**
 * How many batches fit into the memory that rows may take.
 *
 * @param options say how much that is
 * @param combination what the batches are for
 * @param workers each of which sends one at a time
 */
record Memory(Options options, Combination combination, int workers) {

  private static final int SAMPLE = 1_000;
  private static final double HEAP_SHARE = 0.6;
  private static final long MIB = 1L << 20;

  /**
   * Returns how many batches may wait, at least 1.
   *
   * @throws IllegalArgumentException if not even one can
   */
  int waiting() {
    long heap = (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory());
    long limit = Math.min(heap, options.maxMemoryMb() * MIB);
    long batch = bytesOfBatch();
    long needed = batch * (workers + 1L);
    if (needed > limit) {
      throw new IllegalArgumentException(
          "%s needs %d MiB for the rows of %d workers and one batch that waits; %s, so use smaller batches or fewer workers, or %s"
              .formatted(
                  combination.name(),
                  needed / MIB + 1,
                  workers,
                  heap < options.maxMemoryMb() * MIB
                      ? "of the Java heap, %d MiB may be used for that".formatted(heap / MIB)
                      : "max_memory_mb allows " + options.maxMemoryMb(),
                  heap < options.maxMemoryMb() * MIB
                      ? "give Java a larger heap (-Xmx)"
                      : "raise max_memory_mb"));
    }
    long wanted = Math.max(1, options.ringBufferSize() / combination.batchSize());
    return (int) Math.min(wanted, limit / batch - workers);
  }

  /** Measured on some rows, because rows are of different sizes. */
  private long bytesOfBatch() {
    Batch sample = combination.method().batch(SAMPLE);
    sample.fill(new RowGenerator(options.dataSeed()), 1);
    // a buffer that grew for one long row may be larger than it is filled
    return Math.max(1, sample.bytes() * combination.batchSize() / SAMPLE);
  }
}
