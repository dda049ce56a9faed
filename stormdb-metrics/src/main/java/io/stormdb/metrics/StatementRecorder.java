package io.stormdb.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Takes down the executions of one statement by one worker. One thread writes; it takes no lock and
 * allocates nothing but for times longer than any before. Another single thread may read at any
 * time.
 */
final class StatementRecorder {

  private static final int ROWS = 0;
  private static final int ERRORS = 1;

  private final SingleWriterRecorder times =
      new SingleWriterRecorder(DetailRecorder.SIGNIFICANT_DIGITS);
  private final AtomicLongArray counts = new AtomicLongArray(2);
  private final Sum total = new Sum();
  private @Nullable Histogram recycled;

  /** Executions put together. Belongs to the thread that reads. */
  static final class Sum {
    private final Histogram times = DetailRecorder.emptyHistogram();
    private long rows;
    private long errors;

    private void add(Histogram moreTimes, long moreRows, long moreErrors) {
      if (moreTimes.getTotalCount() > 0) {
        times.add(moreTimes);
      }
      rows += moreRows;
      errors += moreErrors;
    }

    private void add(Sum more) {
      add(more.times, more.rows, more.errors);
    }

    StatementTally tally() {
      return new StatementTally(Latencies.owning(times.copy()), rows, errors);
    }
  }

  void answered(long nanos, long rows) {
    times.recordValue(WorkerRecorder.recordable(nanos));
    add(ROWS, rows);
  }

  void failed() {
    add(ERRORS, 1);
  }

  /** One writer: a plain read and an ordered write are enough, and cost no locked instruction. */
  private void add(int index, long amount) {
    counts.lazySet(index, counts.getPlain(index) + amount);
  }

  /** Adds what was taken down since the last call. */
  void drain(Sum recent) {
    recycled = times.getIntervalHistogram(recycled);
    long rows = counts.get(ROWS) - total.rows;
    long errors = counts.get(ERRORS) - total.errors;
    recent.add(recycled, rows, errors);
    total.add(recycled, rows, errors);
  }

  /** Adds all that was drained so far. */
  void addTotal(Sum sum) {
    sum.add(total);
  }
}
