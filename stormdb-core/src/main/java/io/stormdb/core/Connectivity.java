package io.stormdb.core;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of the workers that are without a connection. Only they call it, and whoever asks; a
 * run that loses no connection pays nothing. Safe for use by many threads.
 */
final class Connectivity {

  static final int MOST_OUTAGES = 100;

  private final int workers;
  private final Schedule schedule;
  private final String what;
  private final List<Outage> outages = new ArrayList<>();
  private long outageCount;
  private long failedAttempts;
  private int without;
  private long accountedNanos;
  private Lost total = new Lost(0, 0);
  private Lost beforeMeasuring = total;
  private @Nullable Current current;
  private @Nullable SQLException lastFailure;
  private boolean announced;

  /**
   * What has been lost since the start of the run.
   *
   * @param workerNanos time without a connection, summed up over the workers
   * @param downNanos time in which all were without one
   */
  record Lost(long workerNanos, long downNanos) {
    Lost plus(Lost more) {
      return new Lost(workerNanos + more.workerNanos, downNanos + more.downNanos);
    }

    Lost minus(Lost earlier) {
      return new Lost(workerNanos - earlier.workerNanos, downNanos - earlier.downNanos);
    }
  }

  /** The outage that goes on. */
  private static final class Current {
    private final long fromNanos;
    private final long downBefore;
    private final SQLException reason;
    private int worst;
    private long downFromNanos;

    Current(long fromNanos, long downBefore, SQLException reason) {
      this.fromNanos = fromNanos;
      this.downBefore = downBefore;
      this.reason = reason;
    }
  }

  /**
   * Starts with all of them connected.
   *
   * @param what a worker may be without
   */
  Connectivity(int workers, Schedule schedule, String what) {
    this.what = what;
    this.workers = workers;
    this.schedule = schedule;
    this.accountedNanos = schedule.startNanos();
  }

  /** Says that a worker has lost its connection, and of what. */
  synchronized void lost(long nowNanos, SQLException reason) {
    if (schedule.isOver(nowNanos)) {
      // nobody needs it any more
      return;
    }
    account(nowNanos);
    lastFailure = reason;
    without++;
    Current outage = current;
    if (outage == null) {
      outage = new Current(accountedNanos, total.downNanos, reason);
      current = outage;
      announced = false;
    }
    outage.worst = Math.max(outage.worst, without);
    if (without == workers) {
      outage.downFromNanos = accountedNanos;
    }
  }

  /** Says that a worker has a connection again. */
  synchronized void regained(long nowNanos) {
    account(nowNanos);
    without--;
    if (without == 0) {
      close();
    }
  }

  /** Says that a worker has tried to connect in vain. */
  synchronized void attemptFailed(SQLException refusal) {
    failedAttempts++;
    lastFailure = refusal;
  }

  /** Returns why the last attempt to connect failed, or else why a connection was lost. */
  synchronized String lastFailureDescribed() {
    return lastFailure == null ? "no connection was lost" : SqlStates.describe(lastFailure);
  }

  /** Returns what has been lost up to a moment, not earlier than that of the last call. */
  synchronized Lost until(long nanos) {
    account(nanos);
    boolean beforeIsAsked = nanos - schedule.measureFromNanos() <= 0;
    boolean beforeIsOver = accountedNanos - schedule.measureFromNanos() >= 0;
    return beforeIsAsked && beforeIsOver ? beforeMeasuring : total;
  }

  /** Returns whether all workers have been without a connection for so long. */
  synchronized boolean isDownFor(Duration length, long nowNanos) {
    Current outage = current;
    return outage != null
        && without == workers
        && nowNanos - outage.downFromNanos >= length.toNanos();
  }

  /** Returns what a worker may be without. */
  String what() {
    return what;
  }

  /** Returns whether no worker has a connection. */
  synchronized boolean isDown() {
    return without == workers;
  }

  /** Returns a sentence about an outage of which nobody has been told yet and that goes on. */
  synchronized @Nullable String news() {
    Current outage = current;
    if (outage == null || announced || outageCount >= MOST_OUTAGES) {
      return null;
    }
    announced = true;
    return "%d of %d workers have lost their %s and try to get another: %s"
        .formatted(without, workers, what, SqlStates.describe(outage.reason));
  }

  /**
   * Returns all that there is to say. To be called once, at the end.
   *
   * @param endNanos of the run
   */
  synchronized Availability end(long endNanos) {
    Lost lost = until(endNanos).minus(beforeMeasuring);
    boolean measured = endNanos - schedule.measureFromNanos() > 0;
    if (current != null) {
      close();
    }
    return new Availability(
        Duration.ofNanos(Math.max(0, endNanos - schedule.measureFromNanos())),
        workers,
        Duration.ofNanos(measured ? lost.downNanos : 0),
        Duration.ofNanos(measured ? lost.workerNanos : 0),
        failedAttempts,
        outageCount,
        outages);
  }

  private void close() {
    Current outage = Objects.requireNonNull(current);
    current = null;
    outageCount++;
    if (outages.size() < MOST_OUTAGES) {
      String state = outage.reason.getSQLState();
      outages.add(
          new Outage(
              Duration.ofNanos(outage.fromNanos - schedule.startNanos()),
              Duration.ofNanos(accountedNanos - outage.fromNanos),
              outage.worst,
              Duration.ofNanos(total.downNanos - outage.downBefore),
              SqlStates.nameOf(outage.reason),
              state == null ? "" : state,
              ErrorLog.sample(outage.reason)));
    }
  }

  /** Adds the time since the last call; what comes after the end of the run is lost to nobody. */
  private void account(long nanos) {
    long to = schedule.isOver(nanos) ? schedule.endNanos() : nanos;
    long boundary = schedule.measureFromNanos();
    if (accountedNanos - boundary < 0 && to - boundary >= 0) {
      add(boundary);
      beforeMeasuring = total;
    }
    add(to);
  }

  private void add(long to) {
    long nanos = to - accountedNanos;
    if (nanos > 0) {
      total =
          new Lost(
              total.workerNanos + without * nanos,
              total.downNanos + (without == workers ? nanos : 0));
      accountedNanos = to;
    }
  }
}
