package io.stormdb.core.socket;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Bytes from and to a channel. The channel blocks, which costs one system call a read, unless a
 * timeout is set: then it does not, and a selector watches the time.
 */
final class ChannelStream {

  private final SocketChannel channel;
  private final Readiness readable;
  private final Readiness writable;
  private volatile int timeoutMillis;
  private boolean hasRead;

  ChannelStream(SocketChannel channel) {
    this.channel = channel;
    this.readable = new Readiness(channel, SelectionKey.OP_READ);
    this.writable = new Readiness(channel, SelectionKey.OP_WRITE);
  }

  /** Returns the limit of a read, 0 for none. */
  int timeoutMillis() {
    return timeoutMillis;
  }

  /** Limits each read that begins from now on, 0 for no limit. */
  void limit(int millis) {
    timeoutMillis = millis;
  }

  /**
   * Reads at least one byte.
   *
   * @return how many, or -1 at the end
   * @throws SocketTimeoutException if none came within the limit; more may be read then
   */
  int read(ByteBuffer to) throws IOException {
    int limit = timeoutMillis;
    try {
      hasRead = true;
      if (limit == 0) {
        block(true);
        return channel.read(to);
      }
      block(false);
      return readWithin(limit, to);
    } catch (ClosedChannelException e) {
      throw closed(e);
    }
  }

  /** Returns whether anything was meant to be read so far. */
  boolean hasRead() {
    return hasRead;
  }

  private int readWithin(int limitMillis, ByteBuffer to) throws IOException {
    int read = channel.read(to);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (read == 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("Read timed out");
      }
      // rounded up, because 0 would mean no limit
      readable.await(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      read = channel.read(to);
    }
    return read;
  }

  /** Reads what is there already; may be nothing. */
  void readAvailable(ByteBuffer to) throws IOException {
    try {
      block(false);
      channel.read(to);
    } catch (ClosedChannelException e) {
      throw closed(e);
    }
  }

  /** Writes all. */
  void write(ByteBuffer from) throws IOException {
    try {
      while (from.hasRemaining()) {
        if (channel.write(from) == 0) {
          writable.await(0);
        }
      }
    } catch (ClosedChannelException e) {
      throw closed(e);
    }
  }

  private void block(boolean blocking) throws IOException {
    if (channel.isBlocking() != blocking) {
      if (blocking) {
        readable.release();
        writable.release();
      }
      channel.configureBlocking(blocking);
    }
  }

  /** Closes the channel; whoever reads or writes gets an exception. */
  void close() throws IOException {
    channel.close();
    readable.wakeUp();
    writable.wakeUp();
  }

  private static SocketException closed(ClosedChannelException e) {
    SocketException closed =
        new SocketException(
            e instanceof ClosedByInterruptException
                ? "Closed because the thread was interrupted"
                : "Socket closed");
    closed.initCause(e);
    return closed;
  }
}
