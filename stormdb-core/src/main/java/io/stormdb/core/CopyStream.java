package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * One COPY on one connection: a sender that takes full buffers from whoever fills them, so that
 * rows are generated while others are on their way. Memory is bounded by the buffers in
 * circulation.
 */
final class CopyStream implements Runnable {

  private static final int BUFFERS = 3;
  private static final int BUFFER_BYTES = 256 * 1024;

  /** A buffer on its way, or the end of the stream when its length is negative. */
  private static final class Filled {
    final byte[] bytes;
    final int length;

    Filled(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  private static final Filled END = new Filled(new byte[0], -1);

  private final CopyIn copy;
  private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BUFFERS + 1);
  private volatile @Nullable SQLException failure;
  private volatile long rows;

  CopyStream(Connection connection, String statement) throws SQLException {
    this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    byte[] header = BinaryRows.header();
    copy.writeToCopy(header, 0, header.length);
    for (int i = 1; i < BUFFERS; i++) {
      empty.add(new byte[BUFFER_BYTES]);
    }
  }

  /** Hands a buffer over and returns another to fill; waits while the server is behind. */
  byte[] send(byte[] buffer, int length) throws SQLException, InterruptedException {
    filled.put(new Filled(buffer, length));
    rethrow();
    return empty.take();
  }

  /** Says that nothing more comes. */
  void end() throws InterruptedException {
    filled.put(END);
  }

  /** Sends until the end. Goes on taking buffers after a failure, so that no generator waits. */
  @Override
  public void run() {
    try {
      for (Filled next = filled.take(); next.length >= 0; next = filled.take()) {
        if (failure == null) {
          write(next);
        }
        empty.put(next.bytes);
      }
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new SQLException("the COPY was interrupted");
    }
  }

  private void write(Filled next) {
    try {
      copy.writeToCopy(next.bytes, 0, next.length);
    } catch (SQLException e) {
      failure = e;
    }
  }

  private void finish() {
    try {
      if (failure == null) {
        byte[] trailer = BinaryRows.trailer();
        copy.writeToCopy(trailer, 0, trailer.length);
        rows = copy.endCopy();
      } else if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  /** Makes the sender give up what it has sent. */
  void abandon(SQLException reason) {
    failure = reason;
  }

  /** Returns how many rows the server says it took; valid after {@link #run} has returned. */
  long rows() {
    return rows;
  }

  /** Throws what went wrong, if anything did. */
  void rethrow() throws SQLException {
    SQLException reason = failure;
    if (reason != null) {
      throw reason;
    }
  }
}
