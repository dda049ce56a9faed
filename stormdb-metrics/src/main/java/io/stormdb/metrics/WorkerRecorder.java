package io.stormdb.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what one worker does.
 *
 * <p>One thread writes; it takes no lock and, but for the first failure of a type and for latencies
 * longer than any before, allocates nothing. Another single thread may read at any time.
 */
public class WorkerRecorder {

  /** Recorded numbers beyond this many nanoseconds, a hundred hours, are cut to it. */
  private static final long LONGEST_NANOS = 360_000_000_000_000L;

  private static final int FIELDS = 4;
  private static final int COMMITTED = 0;
  private static final int ROLLED_BACK = 1;
  private static final int FAILED = 2;
  private static final int RETRIES = 3;

  private final SingleWriterRecorder[] successful;
  private final AtomicReferenceArray<@Nullable SingleWriterRecorder> failed;
  private final SingleWriterRecorder[] serviceTimes;
  private final @Nullable SingleWriterRecorder startDelays;
  private final @Nullable SingleWriterRecorder connectionWaits;
  private final @Nullable Histogram[] recycled;
  private final AtomicLongArray counts;
  private final AtomicLongArray statements;
  private final AtomicLongArray rows;
  private volatile AtomicLongArray counters = new AtomicLongArray(0);
  private final DetailRecorder details;
  private @Nullable Histogram own;
  private @Nullable Histogram recent;

  /**
   * Makes room.
   *
   * @param types how many types of transactions there are
   * @param statementKinds how many kinds of statements
   * @param openLoop whether transactions may start later than they are meant to
   */
  public WorkerRecorder(int types, int statementKinds, boolean openLoop) {
    this(types, statementKinds, openLoop, false);
  }

  /**
   * Makes room.
   *
   * @param types how many types of transactions there are
   * @param statementKinds how many kinds of statements
   * @param openLoop whether transactions may start later than they are meant to
   * @param waits whether transactions wait for a connection
   */
  public WorkerRecorder(int types, int statementKinds, boolean openLoop, boolean waits) {
    this(types, statementKinds, openLoop, waits, new DetailRecorder());
  }

  WorkerRecorder(
      int types, int statementKinds, boolean openLoop, boolean waits, DetailRecorder details) {
    this.details = details;
    boolean apart = openLoop || waits;
    this.successful = new SingleWriterRecorder[types];
    this.serviceTimes = new SingleWriterRecorder[apart ? types : 0];
    for (int i = 0; i < types; i++) {
      successful[i] = newRecorder();
      if (apart) {
        serviceTimes[i] = newRecorder();
      }
    }
    this.startDelays = openLoop ? newRecorder() : null;
    this.connectionWaits = waits ? newRecorder() : null;
    this.failed = new AtomicReferenceArray<>(types);
    this.recycled = new Histogram[3 * types + 2];
    this.counts = new AtomicLongArray(types * FIELDS);
    this.statements = new AtomicLongArray(statementKinds);
    this.rows = new AtomicLongArray(statementKinds);
  }

  /**
   * Records a transaction.
   *
   * @param type from 0
   * @param outcome how it ended
   * @param tries how often it was begun; at least 1
   * @param latencyNanos its response time, with all its tries
   */
  public void transaction(int type, Outcome outcome, int tries, long latencyNanos) {
    long latency = recordable(latencyNanos);
    switch (outcome) {
      case COMMITTED -> {
        successful[type].recordValue(latency);
        add(counts, type * FIELDS + COMMITTED, 1);
      }
      case ROLLED_BACK -> {
        successful[type].recordValue(latency);
        add(counts, type * FIELDS + ROLLED_BACK, 1);
      }
      case FAILED -> {
        failureRecorder(type).recordValue(latency);
        add(counts, type * FIELDS + FAILED, 1);
      }
    }
    if (tries > 1) {
      add(counts, type * FIELDS + RETRIES, tries - 1L);
    }
  }

  /**
   * Records the service time of a transaction that did not fail. Only for a recorder that was made
   * for an open loop or for waits; elsewhere it is the response time.
   *
   * @param type from 0
   * @param nanos how long it took from its real start, with all its tries
   */
  public void serviceTime(int type, long nanos) {
    serviceTimes[type].recordValue(recordable(nanos));
  }

  /**
   * Records how long after the moment meant a transaction starts. Only for a recorder that was made
   * for an open loop.
   */
  public void startDelay(long nanos) {
    if (startDelays == null) {
      throw new IllegalStateException("this recorder was not made for an open loop");
    }
    startDelays.recordValue(recordable(nanos));
  }

  /**
   * Records how long a transaction waited for a connection, whether it got one or not. Only for a
   * recorder that was made for waits.
   */
  public void connectionWait(long nanos) {
    if (connectionWaits == null) {
      throw new IllegalStateException("this recorder was not made for waits");
    }
    connectionWaits.recordValue(recordable(nanos));
  }

  /**
   * Records statements that the server has answered.
   *
   * @param kind from 0
   */
  public void statements(int kind, long number, long rowsReturnedOrChanged) {
    add(statements, kind, number);
    add(rows, kind, rowsReturnedOrChanged);
  }

  /**
   * Adds to a counter of the workload. Makes room when the counter is seen for the first time.
   *
   * @param counter from 0
   */
  public void count(int counter, long amount) {
    AtomicLongArray current = counters;
    if (counter >= current.length()) {
      AtomicLongArray larger = new AtomicLongArray(Math.max(counter + 1, 2 * current.length()));
      for (int i = 0; i < current.length(); i++) {
        larger.setPlain(i, current.getPlain(i));
      }
      counters = larger;
      current = larger;
    }
    add(current, counter, amount);
  }

  /** Returns what takes down the details of the same worker. */
  public DetailRecorder details() {
    return details;
  }

  /** Keeps the latencies of this worker apart as well. To be called before it starts. */
  void keepOwnLatencies() {
    own = DetailRecorder.emptyHistogram();
  }

  /** Keeps apart what is drained of this worker until it is taken. */
  void keepRecentLatencies() {
    recent = DetailRecorder.emptyHistogram();
  }

  /** Returns the latencies drained since the last call. */
  Latencies takeRecent() {
    Latencies taken = recent == null ? Latencies.none() : Latencies.owning(recent);
    keepRecentLatencies();
    return taken;
  }

  /** Returns all latencies drained so far; none if they were not to be kept apart. */
  Latencies ownLatencies() {
    Histogram kept = own;
    return kept == null ? Latencies.none() : Latencies.owning(kept.copy());
  }

  /** Returns the counts of a type so far. */
  public Counts counts(int type) {
    int base = type * FIELDS;
    return new Counts(
        counts.get(base + COMMITTED),
        counts.get(base + ROLLED_BACK),
        counts.get(base + FAILED),
        counts.get(base + RETRIES));
  }

  /** Returns the number of statements of a kind so far. */
  public long statementCount(int kind) {
    return statements.get(kind);
  }

  /** Returns the number of rows that statements of a kind returned or changed so far. */
  public long rowCount(int kind) {
    return rows.get(kind);
  }

  /** Returns the value of a counter so far. */
  public long counter(int counter) {
    AtomicLongArray current = counters;
    return counter < current.length() ? current.get(counter) : 0;
  }

  /** Returns a number that all counters seen so far are below. */
  int counterBound() {
    return counters.length();
  }

  /**
   * Moves the latencies of successful transactions of a type, recorded since the last call, into
   * {@code sum}.
   */
  void drainSuccessful(int type, Histogram sum) {
    Histogram drained = drain(successful[type], type, sum);
    if (own != null) {
      own.add(drained);
    }
    if (recent != null) {
      recent.add(drained);
    }
  }

  /** Moves the latencies of failed transactions of a type since the last call into {@code sum}. */
  void drainFailed(int type, Histogram sum) {
    SingleWriterRecorder recorder = failed.get(type);
    if (recorder != null) {
      drain(recorder, successful.length + type, sum);
    }
  }

  /** Moves the service times of a type since the last call into {@code sum}. */
  void drainServiceTimes(int type, Histogram sum) {
    drain(serviceTimes[type], 2 * successful.length + type, sum);
  }

  /** Moves the delays since the last call into {@code sum}. */
  void drainStartDelays(Histogram sum) {
    if (startDelays != null) {
      drain(startDelays, 3 * successful.length, sum);
    }
  }

  /** Moves the waits for a connection since the last call into {@code sum}. */
  void drainConnectionWaits(Histogram sum) {
    if (connectionWaits != null) {
      drain(connectionWaits, 3 * successful.length + 1, sum);
    }
  }

  private Histogram drain(SingleWriterRecorder recorder, int slot, Histogram sum) {
    // handing back the histogram of last time makes flipping free of allocation
    Histogram interval = recorder.getIntervalHistogram(recycled[slot]);
    recycled[slot] = interval;
    if (interval.getTotalCount() > 0) {
      sum.add(interval);
    }
    return interval;
  }

  private SingleWriterRecorder failureRecorder(int type) {
    SingleWriterRecorder recorder = failed.get(type);
    if (recorder == null) {
      recorder = newRecorder();
      failed.set(type, recorder);
    }
    return recorder;
  }

  static long recordable(long nanos) {
    return Math.min(Math.max(nanos, 0), LONGEST_NANOS);
  }

  private static SingleWriterRecorder newRecorder() {
    return new SingleWriterRecorder(3);
  }

  /** One writer: a plain read and an ordered write are enough, and cost no locked instruction. */
  private static void add(AtomicLongArray array, int index, long amount) {
    array.lazySet(index, array.getPlain(index) + amount);
  }
}
