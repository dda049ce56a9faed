package io.stormdb.core;

import io.stormdb.api.CopyTable.RowSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Fills one table from a source that is read once, from front to back, through one connection. */
final class SourceCopy {

  private static final long REPORT_EVERY_ROWS = 10_000;

  private final LoadSession load;
  private final String table;
  private final BinaryRows writer;
  private final CopyStream stream;
  private final long startedNanos = System.nanoTime();
  private long bytes;

  SourceCopy(LoadSession load, String table, String statement, BinaryRows writer)
      throws SQLException {
    load.requireNotCancelled();
    this.load = load;
    this.table = table;
    this.writer = writer;
    this.stream = new CopyStream(load.connection(), statement);
  }

  /** Returns how many rows the server took. */
  long copy(RowSource source) throws SQLException {
    report(false);
    Thread sender = load.newThread(stream);
    sender.start();
    try {
      read(source);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("the load was interrupted", e);
    } finally {
      join(sender);
    }
    stream.rethrow();
    load.loaded(table, stream.rows());
    report(true);
    return stream.rows();
  }

  private void read(RowSource source) throws SQLException, InterruptedException {
    long reportAt = REPORT_EVERY_ROWS;
    try {
      while (source.next(writer)) {
        writer.requireRowEnded();
        if (writer.size() >= CopySession.SEND_AT_BYTES) {
          send();
        }
        if (writer.rows() >= reportAt) {
          reportAt += REPORT_EVERY_ROWS;
          load.requireNotCancelled();
          report(false);
        }
      }
      send();
    } catch (IOException e) {
      SQLException unreadable =
          new SQLException("cannot read the rows of " + table + ": " + e.getMessage(), e);
      stream.abandon(unreadable);
      throw unreadable;
    } catch (SQLException | RuntimeException e) {
      // the server must not keep the part of a load that failed
      stream.abandon(new SQLException("the load was given up", e));
      throw e;
    }
  }

  private void send() throws SQLException, InterruptedException {
    int size = writer.size();
    byte[] full = writer.swap(new byte[0]);
    var unused = writer.swap(stream.send(full, size));
    bytes += size;
  }

  private void join(Thread sender) throws SQLException {
    try {
      stream.end();
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("the load was interrupted", e);
    }
  }

  /** How many rows there will be is not known before the end. */
  private void report(boolean finished) {
    long rows = writer.rows();
    load.report(
        new LoadListener.Progress(
            "copy " + table,
            finished ? rows : 0,
            finished ? rows : 0,
            rows,
            bytes,
            Duration.ofNanos(System.nanoTime() - startedNanos),
            finished));
  }
}
