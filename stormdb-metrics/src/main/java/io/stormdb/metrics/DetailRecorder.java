package io.stormdb.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Takes down of one worker what is shown only at the end of a run: values of measures, times of
 * single statements, and how late it woke up. One thread writes, without a lock; others may read
 * when it has ended. Allocates only for what is seen for the first time.
 *
 * <p>Times have two significant digits: there may be a histogram for each statement of each worker.
 */
public final class DetailRecorder {

  private static final int SIGNIFICANT_DIGITS = 2;

  private @Nullable ValueRecorder[] measures = new ValueRecorder[0];
  private @Nullable Histogram[] statementTimes = new Histogram[0];
  private long[] statementRows = new long[0];
  private long[] statementErrors = new long[0];
  private @Nullable Histogram wakeUps;

  /** Makes one that has taken down nothing. */
  public DetailRecorder() {}

  static Histogram emptyHistogram() {
    return new Histogram(SIGNIFICANT_DIGITS);
  }

  /**
   * Takes down a value of a measure.
   *
   * @param measure from 0
   * @param value finite and not negative
   */
  public void value(int measure, double value) {
    if (measure >= measures.length) {
      measures = Arrays.copyOf(measures, measure + 16);
    }
    ValueRecorder recorder = measures[measure];
    if (recorder == null) {
      recorder = new ValueRecorder();
      measures[measure] = recorder;
    }
    recorder.record(value);
  }

  /**
   * Takes down a statement that the server has answered.
   *
   * @param statement from 0
   * @param nanos from sending it to having the whole answer
   * @param rows how many it returned or changed
   */
  public void statement(int statement, long nanos, long rows) {
    makeRoomFor(statement);
    Histogram times = statementTimes[statement];
    if (times == null) {
      times = emptyHistogram();
      statementTimes[statement] = times;
    }
    times.recordValue(WorkerRecorder.recordable(nanos));
    statementRows[statement] += rows;
  }

  /**
   * Takes down a statement that has failed.
   *
   * @param statement from 0
   */
  public void statementError(int statement) {
    makeRoomFor(statement);
    statementErrors[statement]++;
  }

  private void makeRoomFor(int statement) {
    if (statement >= statementTimes.length) {
      int length = statement + 32;
      statementTimes = Arrays.copyOf(statementTimes, length);
      statementRows = Arrays.copyOf(statementRows, length);
      statementErrors = Arrays.copyOf(statementErrors, length);
    }
  }

  /**
   * Takes down how late a worker woke up that had been waiting for the moment.
   *
   * @param nanos behind that moment
   */
  public void wakeUp(long nanos) {
    Histogram times = wakeUps;
    if (times == null) {
      times = emptyHistogram();
      wakeUps = times;
    }
    times.recordValue(WorkerRecorder.recordable(nanos));
  }

  /** Adds what another one has taken down; its thread must have ended. */
  void add(DetailRecorder other) {
    for (int i = 0; i < other.measures.length; i++) {
      ValueRecorder more = other.measures[i];
      if (more != null) {
        if (i >= measures.length) {
          measures = Arrays.copyOf(measures, other.measures.length);
        }
        ValueRecorder mine = Objects.requireNonNullElseGet(measures[i], ValueRecorder::new);
        measures[i] = mine;
        mine.add(more);
      }
    }
    if (other.statementTimes.length > 0) {
      makeRoomFor(other.statementTimes.length - 1);
    }
    for (int i = 0; i < other.statementTimes.length; i++) {
      statementTimes[i] = sum(statementTimes[i], other.statementTimes[i]);
      statementRows[i] += other.statementRows[i];
      statementErrors[i] += other.statementErrors[i];
    }
    wakeUps = sum(wakeUps, other.wakeUps);
  }

  private static @Nullable Histogram sum(@Nullable Histogram one, @Nullable Histogram other) {
    if (one == null || other == null) {
      return one == null ? (other == null ? null : other.copy()) : one;
    }
    one.add(other);
    return one;
  }

  /** Returns everything that several workers have taken down; all of them must have ended. */
  static DetailRecorder sum(Collection<DetailRecorder> parts) {
    DetailRecorder sum = new DetailRecorder();
    parts.forEach(sum::add);
    return sum;
  }

  /** Returns the values of a measure. */
  public Values values(int measure) {
    ValueRecorder recorder = measure < measures.length ? measures[measure] : null;
    return recorder == null ? Values.none() : recorder.values();
  }

  /** Returns how long the answered statements took. */
  public Latencies statementTimes(int statement) {
    Histogram times = statement < statementTimes.length ? statementTimes[statement] : null;
    return times == null ? Latencies.none() : Latencies.owning(times);
  }

  /** Returns how many rows a statement returned or changed. */
  public long statementRows(int statement) {
    return statement < statementRows.length ? statementRows[statement] : 0;
  }

  /** Returns how often a statement failed. */
  public long statementErrors(int statement) {
    return statement < statementErrors.length ? statementErrors[statement] : 0;
  }

  /** Returns how late workers woke up. */
  public Latencies wakeUps() {
    Histogram times = wakeUps;
    return times == null ? Latencies.none() : Latencies.owning(times);
  }
}
