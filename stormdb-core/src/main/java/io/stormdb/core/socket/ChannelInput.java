package io.stormdb.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What comes in, read ahead into memory that the system can write to directly. */
final class ChannelInput extends InputStream {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Socket socket;
  private final ChannelStream stream;
  private ByteBuffer buffer = SpareBuffers.take().limit(0);

  ChannelInput(Socket socket, ChannelStream stream) {
    this.socket = socket;
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  /** Returns false at the end. */
  private boolean fill() throws IOException {
    buffer.clear();
    try {
      return stream.read(buffer) > 0;
    } finally {
      buffer.flip();
    }
  }

  @Override
  public int available() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      try {
        stream.readAvailable(buffer);
      } finally {
        buffer.flip();
      }
    }
    return buffer.remaining();
  }

  /** Gives the memory back, once the socket is closed. */
  void release() {
    ByteBuffer mine = buffer;
    buffer = NONE;
    SpareBuffers.giveBack(mine);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
