package io.stormdb.core;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that goes on with many conversations, each when its channel is ready. Whoever joins is
 * welcome from any thread.
 */
final class EventLoop implements AutoCloseable {

  /** How soon it is seen, where nothing comes in any more, that a channel was closed by others. */
  private static final long IDLE_MILLIS = 50;

  private final Selector selector;
  private final Queue<Conversation> joining = new ConcurrentLinkedQueue<>();
  private final Set<Conversation> joined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Throwable death;

  /**
   * Starts the thread.
   *
   * @param name of the thread
   * @throws StormDbException if the system has nothing to wait with
   */
  EventLoop(String name) {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw StormDbException.failure(
          "the system does not let this process wait for several connections at once ("
              + e.getMessage()
              + "); raise its limit of open files (ulimit -n)",
          e);
    }
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a conversation, which begins at once and ends with {@link Conversation#left}. */
  void join(Conversation conversation) {
    joining.add(conversation);
    selector.wakeup();
    Throwable reason = death;
    if (reason != null) {
      die(reason);
    }
  }

  private void run() {
    try (selector) {
      while (!closed) {
        if (selector.select(this::ready, IDLE_MILLIS) == 0) {
          leaveClosed();
        }
        if (!joining.isEmpty()) {
          welcome();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      death = e;
      die(e);
    }
  }

  /** Those who take part, or want to, would wait for ever. */
  private synchronized void die(Throwable reason) {
    for (Conversation next = joining.poll(); next != null; next = joining.poll()) {
      joined.add(next);
    }
    for (Conversation conversation : List.copyOf(joined)) {
      conversation.died(reason);
      leave(conversation);
    }
  }

  private void ready(SelectionKey key) {
    Conversation conversation = (Conversation) key.attachment();
    goOn(key, conversation, conversation.proceed());
  }

  private void goOn(SelectionKey key, Conversation conversation, Conversation.Next next) {
    switch (next) {
      case READ -> want(key, SelectionKey.OP_READ);
      case WRITE -> want(key, SelectionKey.OP_WRITE);
      case LEAVE -> {
        key.cancel();
        leave(conversation);
      }
    }
  }

  private static void want(SelectionKey key, int operation) {
    try {
      if (key.interestOps() != operation) {
        key.interestOps(operation);
      }
    } catch (CancelledKeyException e) {
      // somebody has closed the channel, which is looked for below
      return;
    }
  }

  private void welcome() throws IOException {
    List<Conversation> arrived = new ArrayList<>();
    for (Conversation next = joining.poll(); next != null; next = joining.poll()) {
      joined.add(next);
      arrived.add(next);
    }
    // those who left before must be forgotten before they can come back; whoever leaves from here
    // on and comes back at once waits for the next turn
    selector.selectNow(this::ready);
    for (Conversation next : arrived) {
      try {
        next.channel().configureBlocking(false);
        SelectionKey key = next.channel().register(selector, SelectionKey.OP_READ, next);
        goOn(key, next, next.begin());
      } catch (IOException e) {
        next.broke(e);
        leave(next);
      }
    }
  }

  /** A channel that somebody closes is never ready again. */
  private void leaveClosed() {
    for (Conversation conversation : List.copyOf(joined)) {
      if (!conversation.channel().isOpen()) {
        conversation.broke(new ClosedChannelException());
        leave(conversation);
      }
    }
  }

  private void leave(Conversation conversation) {
    joined.remove(conversation);
    conversation.left();
  }

  /** Ends the thread, once nobody takes part any more. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
