package io.stormdb.core;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that goes on with many conversations, each when its channel is ready. Whoever joins is
 * welcome from any thread.
 */
final class EventLoop implements AutoCloseable {

  /** How soon it is seen, where nothing comes in any more, that a channel was closed by others. */
  private static final long IDLE_MILLIS = 50;

  /** What a channel is to be ready for that nobody waits for. */
  private static final int NOTHING = 0;

  private final Selector selector;
  private final Processors processors;
  private final Queue<Arrival> arriving = new ConcurrentLinkedQueue<>();
  private final Queue<Parting> parting = new ConcurrentLinkedQueue<>();
  private final Set<Conversation> joined = ConcurrentHashMap.newKeySet();
  private volatile int thread = Processors.UNKNOWN;
  private volatile boolean closed;
  private volatile @Nullable Throwable death;

  /**
   * Somebody who is to join.
   *
   * @param interest what the channel is to be ready for; nothing of somebody who has to begin
   */
  private record Arrival(Conversation conversation, int interest) {}

  /** Somebody who is to be handed over to another event loop. */
  private record Parting(Conversation conversation, EventLoop to) {}

  /**
   * Starts the thread.
   *
   * @param name of the thread
   * @param processors tells where it runs
   * @throws StormDbException if the system has nothing to wait with
   */
  EventLoop(String name, Processors processors) {
    this.processors = processors;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw StormDbException.failure(
          "the system does not let this process wait for several connections at once ("
              + e.getMessage()
              + "); raise its limit of open files (ulimit -n)",
          e);
    }
    Thread runner = new Thread(this::run, name);
    runner.setDaemon(true);
    runner.start();
  }

  /** Takes a conversation, which begins at once and ends with {@link Conversation#left}. */
  void join(Conversation conversation) {
    admit(new Arrival(conversation, NOTHING));
  }

  private void admit(Arrival arrival) {
    arriving.add(arrival);
    selector.wakeup();
    Throwable reason = death;
    if (reason != null) {
      die(reason);
    }
  }

  /** Returns who takes part at the moment. */
  Set<Conversation> conversations() {
    return Collections.unmodifiableSet(joined);
  }

  /** Returns the processor on which the thread ran last; {@link Processors#UNKNOWN} at first. */
  int processor() {
    int number = thread;
    return number == Processors.UNKNOWN ? number : processors.ofThread(number);
  }

  /** Lets another event loop go on with a conversation, unless it leaves before. */
  void handOver(Conversation conversation, EventLoop to) {
    parting.add(new Parting(conversation, to));
    selector.wakeup();
  }

  private void run() {
    thread = processors.currentThread();
    try (selector) {
      while (!closed) {
        if (selector.select(this::ready, IDLE_MILLIS) == 0) {
          leaveClosed();
        }
        if (!parting.isEmpty()) {
          part();
        }
        if (!arriving.isEmpty()) {
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
    for (Arrival next = arriving.poll(); next != null; next = arriving.poll()) {
      joined.add(next.conversation);
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

  private void part() {
    for (Parting next = parting.poll(); next != null; next = parting.poll()) {
      Conversation leaving = next.conversation;
      SelectionKey key = joined.contains(leaving) ? leaving.channel().keyFor(selector) : null;
      int interest = key == null ? NOTHING : interest(key);
      // whoever has left, or has lost the channel, is of no concern to another
      if (key != null && interest != NOTHING) {
        joined.remove(leaving);
        key.cancel();
        next.to.admit(new Arrival(leaving, interest));
      }
    }
  }

  /** Returns what a channel is to be ready for; nothing if somebody has closed it. */
  private static int interest(SelectionKey key) {
    try {
      return key.interestOps();
    } catch (CancelledKeyException e) {
      return NOTHING;
    }
  }

  private void welcome() throws IOException {
    List<Arrival> arrived = new ArrayList<>();
    for (Arrival next = arriving.poll(); next != null; next = arriving.poll()) {
      joined.add(next.conversation);
      arrived.add(next);
    }
    // those who left before must be forgotten before they can come back; whoever leaves from here
    // on and comes back at once waits for the next turn
    selector.selectNow(this::ready);
    for (Arrival next : arrived) {
      welcome(next.conversation, next.interest);
    }
  }

  private void welcome(Conversation conversation, int interest) {
    boolean begins = interest == NOTHING;
    try {
      conversation.channel().configureBlocking(false);
      int first = begins ? SelectionKey.OP_READ : interest;
      SelectionKey key = conversation.channel().register(selector, first, conversation);
      if (begins) {
        goOn(key, conversation, conversation.begin());
      }
    } catch (IOException e) {
      conversation.broke(e);
      leave(conversation);
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
