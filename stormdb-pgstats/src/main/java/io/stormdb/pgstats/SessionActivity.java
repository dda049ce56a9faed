package io.stormdb.pgstats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What all sessions of clients in one database were doing at many moments of the window, those of
 * the load and others; not those that StormDB watches with. Immutable.
 *
 * @param looks at how many moments the server was looked at
 * @param states what they were doing, most frequent first: a session seen in one look counts once
 * @param ofOthers how many of those observations were not of the load's own sessions
 * @param hidden how many observations there were of sessions of which the user may see no more than
 *     that they are there; they are not in {@code states}
 * @param mostConnections the most connections to the whole server that were open at one moment,
 *     StormDB's own included
 * @param longestTransaction the longest transaction that was seen; empty if none was
 * @param longestIdleInTransaction the longest time that a session was seen to wait for its client
 *     inside a transaction; empty if none was
 */
public record SessionActivity(
    long looks,
    List<WaitActivity.State> states,
    long ofOthers,
    long hidden,
    long mostConnections,
    Optional<LongTransaction> longestTransaction,
    Optional<Duration> longestIdleInTransaction) {

  /**
   * A transaction that lasted.
   *
   * @param age how long it had lasted when it was seen last, so that it lasted at least that long
   * @param session whose it was, as it was when the transaction was first the longest
   */
  public record LongTransaction(Duration age, SeenSession session) {}

  /** Keeps a copy. */
  public SessionActivity {
    states = List.copyOf(states);
  }
}
