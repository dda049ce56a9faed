package io.stormdb.core;

import io.stormdb.api.Sql;
import io.stormdb.metrics.DetailRecorder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Runs the statements of one worker and times them. Keeps the times of a transaction until it is
 * known where they are recorded; allocates nothing once it has seen the longest transaction.
 */
final class StatementTimer {

  /** Stands for the time of a statement that failed. */
  private static final long FAILED = -1;

  private final NanoClock clock;
  private int[] ordinals = new int[32];
  private long[] nanos = new long[32];
  private long[] rows = new long[32];
  private int size;

  StatementTimer(NanoClock clock) {
    this.clock = clock;
  }

  /** Runs a statement that returns rows; say by {@link #rows} how many they were. */
  ResultSet query(Sql sql, PreparedStatement prepared) throws SQLException {
    long started = clock.nanoTime();
    try {
      ResultSet result = prepared.executeQuery();
      add(sql, Math.max(0, clock.nanoTime() - started), 0);
      return result;
    } catch (SQLException e) {
      add(sql, FAILED, 0);
      throw e;
    }
  }

  /** Runs a statement that returns a count. */
  long update(Sql sql, PreparedStatement prepared) throws SQLException {
    long started = clock.nanoTime();
    try {
      long changed = prepared.executeLargeUpdate();
      add(sql, Math.max(0, clock.nanoTime() - started), changed);
      return changed;
    } catch (SQLException e) {
      add(sql, FAILED, 0);
      throw e;
    }
  }

  /** Takes down a statement that was run elsewhere. */
  void ran(Sql sql, long startedNanos, long itsRows) {
    add(sql, Math.max(0, clock.nanoTime() - startedNanos), itsRows);
  }

  /** Takes down a statement that was run elsewhere, and failed. */
  void failed(Sql sql) {
    add(sql, FAILED, 0);
  }

  /** Says how many rows the last statement returned. */
  void rows(long read) {
    if (size > 0) {
      rows[size - 1] = read;
    }
  }

  private void add(Sql sql, long took, long changed) {
    if (size == ordinals.length) {
      ordinals = Arrays.copyOf(ordinals, 2 * size);
      nanos = Arrays.copyOf(nanos, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
    }
    ordinals[size] = sql.ordinal();
    nanos[size] = took;
    rows[size] = changed;
    size++;
  }

  /** Moves all times to a recorder; those of a failed transaction belong there as well. */
  void flush(DetailRecorder recorder) {
    for (int i = 0; i < size; i++) {
      if (nanos[i] == FAILED) {
        recorder.statementError(ordinals[i]);
      } else {
        recorder.statement(ordinals[i], nanos[i], rows[i]);
      }
    }
    size = 0;
  }
}
