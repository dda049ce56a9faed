package io.stormdb.pgstats;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the sessions of the load were doing at many moments of the window: each session at each of
 * these moments is one observation. Immutable.
 *
 * @param looks at how many moments the server was looked at
 * @param missed how many looks failed
 * @param cost how long all these looks took, as their session saw it
 * @param states what sessions were doing, most frequent first
 */
public record WaitActivity(long looks, long missed, Duration cost, List<State> states) {

  /**
   * What sessions were doing.
   *
   * @param state as in {@code pg_stat_activity}: {@code active}, {@code idle}, {@code idle in
   *     transaction} and so on
   * @param type the type of the event that they were waiting for, such as {@code LWLock}; blank if
   *     they were not waiting
   * @param event that event, such as {@code WALWrite}; blank if they were not waiting
   * @param count how many observations it was
   */
  public record State(String state, String type, String event, long count) {

    /** Returns whether it is the turn of the client: to send something, or to take an answer. */
    boolean isForClient() {
      return type.equals("Client");
    }

    /** Returns whether the session was waiting for a file of the write-ahead log. */
    public boolean isForWalFiles() {
      // WALSync until 16, WalSync since 17
      return type.equals("IO") && event.toLowerCase(Locale.ROOT).startsWith("wal");
    }
  }

  /** Keeps a copy. */
  public WaitActivity {
    states = List.copyOf(states);
  }

  /** Returns how many observations there were. */
  public long observations() {
    return states.stream().mapToLong(State::count).sum();
  }

  /** Returns in how many of them the session was waiting for the client. */
  public long forClient() {
    return states.stream().filter(State::isForClient).mapToLong(State::count).sum();
  }
}
