package io.stormdb.core.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server answers to one request, up to its ReadyForQuery: how many rows the last statement
 * had, or why it failed. Rows are read and forgotten, however large they are.
 */
final class Answer {

  private static final int HEADER = 1 + Integer.BYTES;
  private static final byte COMMAND_COMPLETE = 'C';
  private static final byte ERROR = 'E';
  private static final byte READY = 'Z';
  private static final byte ROW_DESCRIPTION = 'T';
  private static final byte[] DEALLOCATE_ALL = "DEALLOCATE ALL".getBytes(US_ASCII);
  private static final byte[] DISCARD_ALL = "DISCARD ALL".getBytes(US_ASCII);

  private ByteBuffer in = ByteBuffer.allocateDirect(8_192);
  private long toSkip;
  private long rows;
  private @Nullable SQLException error;
  private byte status;
  private boolean forgotten;
  private boolean described;

  /** Forgets the answer before. */
  void clear() {
    rows = 0;
    error = null;
    status = 0;
    forgotten = false;
    described = false;
  }

  /** Returns how many rows the last statement returned or changed; 0 if it does not count any. */
  long rows() {
    return rows;
  }

  /** Returns what the server objected to; {@code null} if to nothing. */
  @Nullable SQLException error() {
    return error;
  }

  /** Returns whether there was a description of rows, as of each statement that returns any. */
  boolean describesRows() {
    return described;
  }

  /** Returns whether the server was told to forget all that it has parsed. */
  boolean hasForgotten() {
    return forgotten;
  }

  /** Returns whether the session is in a transaction, after the answer. */
  boolean isInTransaction() {
    return status != 'I';
  }

  /**
   * Reads once; waits if the channel does.
   *
   * @return whether the answer is whole
   * @throws EOFException if the server has closed the connection
   */
  boolean read(ReadableByteChannel channel) throws IOException {
    int read = channel.read(in);
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
    if (read == 0) {
      return false;
    }
    in.flip();
    boolean isWhole = consume();
    if (in.hasRemaining()) {
      in.compact();
    } else {
      in.clear();
    }
    return isWhole;
  }

  private boolean consume() {
    boolean isWhole = false;
    while (true) {
      if (toSkip > 0) {
        int skipped = (int) Math.min(toSkip, in.remaining());
        in.position(in.position() + skipped);
        toSkip -= skipped;
      }
      if (in.remaining() < HEADER) {
        return isWhole;
      }
      int start = in.position();
      byte type = in.get(start);
      int length = 1 + in.getInt(start + 1);
      described |= type == ROW_DESCRIPTION;
      if (type != COMMAND_COMPLETE && type != ERROR && type != READY) {
        toSkip = length;
        continue;
      }
      if (in.remaining() < length) {
        makeRoomFor(length);
        return isWhole;
      }
      switch (type) {
        case COMMAND_COMPLETE -> completed(start + HEADER, start + length - 1);
        case ERROR -> error = errorIn(start + HEADER, length - HEADER);
        default -> {
          status = in.get(start + HEADER);
          isWhole = true;
        }
      }
      in.position(start + length);
    }
  }

  private void completed(int from, int to) {
    rows = rowsOf(from, to);
    forgotten |= isTag(DEALLOCATE_ALL, from, to) || isTag(DISCARD_ALL, from, to);
  }

  private boolean isTag(byte[] tag, int from, int to) {
    if (to - from != tag.length) {
      return false;
    }
    int i = 0;
    while (i < tag.length && in.get(from + i) == tag[i]) {
      i++;
    }
    return i == tag.length;
  }

  private void makeRoomFor(int length) {
    if (length > in.capacity()) {
      in = ByteBuffer.allocateDirect(length).put(in).flip();
    }
  }

  /** The last word of a command tag, if it is a number: {@code INSERT 0 1}, {@code SELECT 17}. */
  private long rowsOf(int from, int to) {
    long number = 0;
    long scale = 1;
    for (int i = to - 1; i >= from; i--) {
      byte c = in.get(i);
      if (c < '0' || c > '9') {
        return scale > 1 && c == ' ' ? number : 0;
      }
      number += scale * (c - '0');
      scale *= 10;
    }
    return 0;
  }

  private SQLException errorIn(int from, int length) {
    byte[] fields = new byte[length];
    in.get(from, fields);
    return new PSQLException(new ServerErrorMessage(new String(fields, StandardCharsets.UTF_8)));
  }
}
