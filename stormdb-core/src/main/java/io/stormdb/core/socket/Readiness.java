package io.stormdb.core.socket;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Waits until a channel that does not block can go on, for one direction and one thread. */
final class Readiness {

  private final SocketChannel channel;
  private final int operation;
  private volatile @Nullable Selector selector;

  /**
   * Waits for nothing yet.
   *
   * @param operation {@link SelectionKey#OP_READ} or {@link SelectionKey#OP_WRITE}
   */
  Readiness(SocketChannel channel, int operation) {
    this.channel = channel;
    this.operation = operation;
  }

  /**
   * Waits, but not longer than the given time; returns early when {@link #wakeUp} is called.
   *
   * @param millis 0 for no limit
   */
  void await(long millis) throws IOException {
    Selector waiting = selector;
    if (waiting == null) {
      waiting = Selector.open();
      selector = waiting;
    }
    try {
      if (channel.keyFor(waiting) == null) {
        channel.register(waiting, operation);
      }
      waiting.select(millis);
      waiting.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      // the channel is closed as well, and its next use says so
    } finally {
      if (!channel.isOpen()) {
        waiting.close();
      }
    }
  }

  /** Lets go of the channel, so that it can block again. */
  void release() throws IOException {
    Selector waiting = selector;
    if (waiting == null) {
      return;
    }
    SelectionKey key = channel.keyFor(waiting);
    if (key != null) {
      key.cancel();
      waiting.selectNow();
    }
  }

  /** Ends a wait for good, after the channel was closed. */
  void wakeUp() throws IOException {
    Selector waiting = selector;
    if (waiting != null) {
      waiting.close();
    }
  }
}
