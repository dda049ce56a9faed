package io.stormdb.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What goes out, by way of memory that the system can read directly; nothing is held back. */
final class ChannelOutput extends OutputStream {

  private static final int CAPACITY = 32_768;

  private final Socket socket;
  private final ChannelStream stream;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

  ChannelOutput(Socket socket, ChannelStream stream) {
    this.socket = socket;
    this.stream = stream;
  }

  @Override
  public void write(int value) throws IOException {
    buffer.clear();
    buffer.put((byte) value);
    stream.write(buffer.flip());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    for (int sent = 0; sent < length; ) {
      int count = Math.min(length - sent, CAPACITY);
      buffer.clear();
      buffer.put(bytes, offset + sent, count);
      stream.write(buffer.flip());
      sent += count;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
