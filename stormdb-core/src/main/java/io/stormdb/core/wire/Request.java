package io.stormdb.core.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Messages that go out together. Sources: chapters "Frontend/Backend Protocol", "Message Formats"
 * of PostgreSQL's manual.
 */
final class Request {

  private static final short BINARY = 1;
  private static final short TEXT = 0;

  private ByteBuffer out = ByteBuffer.allocateDirect(1_024);

  /** Starts anew. */
  void clear() {
    out.clear();
  }

  /**
   * Adds Parse.
   *
   * @param name of the statement, with the zero at its end
   * @param text of the statement, with the zero at its end
   * @param types of its parameters, by their OIDs
   */
  void parse(byte[] name, byte[] text, int[] types) {
    int length =
        Integer.BYTES + name.length + text.length + Short.BYTES + Integer.BYTES * types.length;
    message('P', length).put(name).put(text).putShort((short) types.length);
    for (int type : types) {
      out.putInt(type);
    }
  }

  /**
   * Adds Describe, which tells whether a statement returns rows.
   *
   * @param name of the statement, with the zero at its end
   */
  void describe(byte[] name) {
    message('D', Integer.BYTES + 1 + name.length).put((byte) 'S').put(name);
  }

  /**
   * Adds Bind and Execute, by the portal without a name. Rows come as text, which every type has.
   *
   * @param name of the statement, with the zero at its end
   */
  void execute(byte[] name, Parameters parameters) {
    int count = parameters.count();
    int length =
        Integer.BYTES
            + 1
            + name.length
            + Short.BYTES
            + Short.BYTES * count
            + Short.BYTES
            + parameters.length()
            + Short.BYTES;
    message('B', length).put((byte) 0).put(name).putShort((short) count);
    for (int i = 0; i < count; i++) {
      out.putShort(parameters.isBinary(i) ? BINARY : TEXT);
    }
    out.putShort((short) count).put(parameters.values(), 0, parameters.length());
    out.putShort((short) 0);
    message('E', Integer.BYTES + 1 + Integer.BYTES).put((byte) 0).putInt(0);
  }

  /** Adds Sync, which ends the request. */
  void sync() {
    message('S', Integer.BYTES);
    out.flip();
  }

  /**
   * Writes what is left, or as much as the channel takes.
   *
   * @return whether all was written
   */
  boolean write(WritableByteChannel channel) throws IOException {
    if (out.hasRemaining()) {
      channel.write(out);
    }
    return !out.hasRemaining();
  }

  /** Makes room for a message, and begins it with its type and length. */
  private ByteBuffer message(char type, int length) {
    if (out.remaining() <= length) {
      int needed = out.position() + 1 + length;
      out = ByteBuffer.allocateDirect(Math.max(2 * out.capacity(), needed)).put(out.flip());
    }
    return out.put((byte) type).putInt(length);
  }
}
