package io.stormdb.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Takes down details of one worker: values of measures, times of single statements, and how late it
 * woke up. One thread writes, without a lock. Another one may read values and what statements did
 * at any time, and everything when the first has ended. Allocates only for what is seen for the
 * first time.
 *
 * <p>Times have two significant digits: there may be a histogram for each statement of each worker.
 */
public class DetailRecorder {

  static final int SIGNIFICANT_DIGITS = 2;

  private volatile @Nullable MeasureRecorder[] measures = new MeasureRecorder[0];
  private volatile @Nullable StatementRecorder[] statements = new StatementRecorder[0];
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
    MeasureRecorder[] known = measures;
    MeasureRecorder recorder = measure < known.length ? known[measure] : null;
    (recorder == null ? newMeasure(measure) : recorder).record(value);
  }

  private MeasureRecorder newMeasure(int measure) {
    // a copy each time: whoever reads must see the recorder and all before it
    MeasureRecorder[] more = Arrays.copyOf(measures, Math.max(measures.length, measure + 1));
    MeasureRecorder recorder = new MeasureRecorder();
    more[measure] = recorder;
    measures = more;
    return recorder;
  }

  /** Adds the values of measures since the last call, by number. */
  void drainMeasures(Map<Integer, ValueRecorder> recent) {
    MeasureRecorder[] known = measures;
    for (int i = 0; i < known.length; i++) {
      if (known[i] != null) {
        known[i].drain(recent.computeIfAbsent(i, number -> new ValueRecorder()));
      }
    }
  }

  /** Adds all values that were drained so far, by number. */
  void addMeasures(Map<Integer, ValueRecorder> sums) {
    MeasureRecorder[] known = measures;
    for (int i = 0; i < known.length; i++) {
      if (known[i] != null) {
        known[i].addTotal(sums.computeIfAbsent(i, number -> new ValueRecorder()));
      }
    }
  }

  /**
   * Takes down a statement that the server has answered.
   *
   * @param statement from 0
   * @param nanos from sending it to having the whole answer
   * @param rows how many it returned or changed
   */
  public void statement(int statement, long nanos, long rows) {
    recorder(statement).answered(nanos, rows);
  }

  /**
   * Takes down a statement that has failed.
   *
   * @param statement from 0
   */
  public void statementError(int statement) {
    recorder(statement).failed();
  }

  private StatementRecorder recorder(int statement) {
    StatementRecorder[] known = statements;
    StatementRecorder recorder = statement < known.length ? known[statement] : null;
    return recorder == null ? newRecorder(statement) : recorder;
  }

  private StatementRecorder newRecorder(int statement) {
    // a copy each time: whoever reads must see the recorder and all before it
    StatementRecorder[] more =
        Arrays.copyOf(statements, Math.max(statements.length, statement + 1));
    StatementRecorder recorder = new StatementRecorder();
    more[statement] = recorder;
    statements = more;
    return recorder;
  }

  /** Adds what statements did since the last call, by number. */
  void drainStatements(Map<Integer, StatementRecorder.Sum> recent) {
    StatementRecorder[] known = statements;
    for (int i = 0; i < known.length; i++) {
      if (known[i] != null) {
        known[i].drain(recent.computeIfAbsent(i, number -> new StatementRecorder.Sum()));
      }
    }
  }

  /** Adds all that was drained of statements so far, by number. */
  void addStatements(Map<Integer, StatementRecorder.Sum> sums) {
    StatementRecorder[] known = statements;
    for (int i = 0; i < known.length; i++) {
      if (known[i] != null) {
        known[i].addTotal(sums.computeIfAbsent(i, number -> new StatementRecorder.Sum()));
      }
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

  private static @Nullable Histogram sum(@Nullable Histogram one, @Nullable Histogram other) {
    if (one == null || other == null) {
      return one == null ? (other == null ? null : other.copy()) : one;
    }
    one.add(other);
    return one;
  }

  /** Returns how late several workers woke up, all of which must have ended. */
  static Latencies wakeUps(Collection<DetailRecorder> workers) {
    Histogram sum = null;
    for (DetailRecorder worker : workers) {
      sum = sum(sum, worker.wakeUps);
    }
    return sum == null ? Latencies.none() : Latencies.owning(sum);
  }

  /** Returns how late workers woke up. */
  public Latencies wakeUps() {
    Histogram times = wakeUps;
    return times == null ? Latencies.none() : Latencies.owning(times);
  }
}
