package io.stormdb.metrics;

import org.HdrHistogram.Histogram;

/**
 * Takes down how long something took that is rare and slow, such as connecting: many threads share
 * it, and a lock of less than a microsecond does not matter to them.
 */
public final class SharedLatencies {

  private final Histogram histogram = Latencies.emptyHistogram();

  /** Makes one that has taken down nothing. */
  public SharedLatencies() {}

  /**
   * Takes down one.
   *
   * @param nanos how long it took
   */
  public synchronized void record(long nanos) {
    histogram.recordValue(WorkerRecorder.recordable(nanos));
  }

  /** Returns all that was taken down so far. */
  public synchronized Latencies latencies() {
    return Latencies.owning(histogram.copy());
  }
}
