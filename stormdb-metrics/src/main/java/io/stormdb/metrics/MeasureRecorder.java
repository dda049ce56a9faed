package io.stormdb.metrics;

import org.HdrHistogram.WriterReaderPhaser;

/**
 * Takes down the values of one measure by one worker. One thread writes; it takes no lock and
 * allocates nothing but for values of a size that was not seen before. Another single thread may
 * read at any time.
 */
final class MeasureRecorder {

  private final WriterReaderPhaser phaser = new WriterReaderPhaser();
  private final ValueRecorder total = new ValueRecorder();
  private volatile ValueRecorder active = new ValueRecorder();
  private ValueRecorder inactive = new ValueRecorder();

  void record(double value) {
    long entered = phaser.writerCriticalSectionEnter();
    try {
      active.record(value);
    } finally {
      phaser.writerCriticalSectionExit(entered);
    }
  }

  /** Adds what was taken down since the last call. */
  void drain(ValueRecorder recent) {
    phaser.readerLock();
    try {
      ValueRecorder full = active;
      active = inactive;
      inactive = full;
      phaser.flipPhase();
    } finally {
      phaser.readerUnlock();
    }
    recent.add(inactive);
    total.add(inactive);
    inactive.clear();
  }

  /** Adds all that was drained so far. */
  void addTotal(ValueRecorder sum) {
    sum.add(total);
  }
}
