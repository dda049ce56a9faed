package io.stormdb.core;

import io.stormdb.core.wire.WireSession;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * What an {@link EventLoop} goes on with whenever its channel is ready. Its methods are called by
 * one thread after the other; none may wait for anything.
 */
interface Conversation {

  /** What comes next. */
  enum Next {
    /** Something has to come in. */
    READ,
    /** Something more has to go out. */
    WRITE,
    /** Nothing: the event loop lets go of the channel. */
    LEAVE
  }

  /** Returns where to. */
  SocketChannel channel();

  /**
   * Returns the number of the process of the server that this is with; {@link
   * WireSession#ELSEWHERE} if that is not on this machine. Also called by threads other than the
   * event loop's.
   */
  int serverProcess();

  /** Begins. */
  Next begin();

  /** Goes on. */
  Next proceed();

  /** Hears that the channel is of no more use; the event loop lets go of it. */
  void broke(IOException reason);

  /** Hears that the event loop itself has failed, and is no more. */
  void died(Throwable reason);

  /** Hears that the event loop has let go of the channel. The last call. */
  void left();
}
