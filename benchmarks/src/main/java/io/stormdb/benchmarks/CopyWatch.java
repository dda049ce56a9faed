package io.stormdb.benchmarks;

import io.stormdb.core.Cancellation;
import io.stormdb.core.LoadListener;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Times the part of a load that copies rows: from the beginning of the first copy to the end of the
 * last, with what lies between two of them.
 */
final class CopyWatch implements LoadListener {

  private static final String COPY = "copy ";

  private final LoadListener listener;
  private final String lastTable;
  private final Cancellation afterwards;
  private final Set<String> tables = new LinkedHashSet<>();
  private long beganNanos;
  private long endedNanos;
  private long rows;
  private long bytes;

  /**
   * Starts watching.
   *
   * @param listener hears all as well
   * @param lastTable after which the load is to end
   * @param afterwards ends it
   */
  CopyWatch(LoadListener listener, String lastTable, Cancellation afterwards) {
    this.listener = listener;
    this.lastTable = lastTable;
    this.afterwards = afterwards;
  }

  @Override
  public synchronized void progress(Progress progress) {
    listener.progress(progress);
    if (!progress.step().startsWith(COPY)) {
      return;
    }
    long now = System.nanoTime();
    String table = progress.step().substring(COPY.length());
    if (tables.isEmpty()) {
      beganNanos = now;
    }
    tables.add(table);
    if (progress.finished()) {
      endedNanos = now;
      rows += progress.rows();
      bytes += progress.bytes();
      if (table.equals(lastTable)) {
        afterwards.cancel();
      }
    }
  }

  /** Returns the tables seen so far, in the order in which they were copied. */
  synchronized Set<String> tables() {
    return new LinkedHashSet<>(tables);
  }

  /** Returns what the copies took; to be asked after the load. */
  synchronized CopyTime time() {
    return new CopyTime(rows, bytes, (endedNanos - beganNanos) / 1e9);
  }
}
