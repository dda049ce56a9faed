package io.stormdb.core.socket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Memory for the next connection of the same thread. Memory that the system reads and writes
 * directly is slow to get, and is only freed when garbage is collected: who connects for each
 * transaction would soon hold gigabytes.
 */
final class SpareBuffers {

  private static final int CAPACITY = 32_768;

  /** Two connections need that many. */
  private static final int MOST = 4;

  private static final ThreadLocal<ArrayDeque<ByteBuffer>> SPARE =
      ThreadLocal.withInitial(ArrayDeque::new);

  private SpareBuffers() {}

  /** Returns an empty one. */
  static ByteBuffer take() {
    ByteBuffer spare = SPARE.get().poll();
    return spare == null ? ByteBuffer.allocateDirect(CAPACITY) : spare.clear();
  }

  /** Takes one back that nobody will use any more. */
  static void giveBack(ByteBuffer buffer) {
    ArrayDeque<ByteBuffer> spare = SPARE.get();
    if (spare.size() < MOST) {
      spare.push(buffer);
    }
  }
}
