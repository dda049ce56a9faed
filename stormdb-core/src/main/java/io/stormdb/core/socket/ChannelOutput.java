package io.stormdb.core.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes out, by way of memory that the system can read directly; nothing is held back. */
final class ChannelOutput extends OutputStream {

  /** The message GSSENCRequest: its length, 8, and its code. */
  private static final byte[] GSS_REQUEST = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x30};

  private final Socket socket;
  private final ChannelStream stream;
  private boolean begun;
  private @Nullable ByteBuffer buffer = SpareBuffers.take();

  ChannelOutput(Socket socket, ChannelStream stream) {
    this.socket = socket;
    this.stream = stream;
  }

  @Override
  public void write(int value) throws IOException {
    stream.write(memory().clear().put((byte) value).flip());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!begun) {
      begun = true;
      if (Arrays.equals(bytes, offset, offset + length, GSS_REQUEST, 0, GSS_REQUEST.length)) {
        SetupTimes.askedForGss();
      }
    }
    ByteBuffer memory = memory();
    for (int sent = 0; sent < length; ) {
      int count = Math.min(length - sent, memory.capacity());
      stream.write(memory.clear().put(bytes, offset + sent, count).flip());
      sent += count;
    }
  }

  private ByteBuffer memory() throws SocketException {
    if (buffer == null) {
      throw new SocketException(ChannelSocket.CLOSED);
    }
    return buffer;
  }

  /** Gives the memory back, once the socket is closed. */
  void release() {
    if (buffer != null) {
      SpareBuffers.giveBack(buffer);
      buffer = null;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
