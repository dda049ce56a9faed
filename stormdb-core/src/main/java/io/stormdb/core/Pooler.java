package io.stormdb.core;

import java.util.Locale;

/** What is between StormDB and the sessions of a server. */
public enum Pooler {
  /** Nothing: each connection is a session of the server. */
  NONE,

  /** A pooler that gives each connection a session of its own for as long as it is open. */
  SESSION,

  /**
   * A pooler that gives a connection any session for each transaction. What one sets for a session
   * is lost for the next transaction, and there for that of somebody else.
   */
  TRANSACTION;

  /** Returns the name in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
