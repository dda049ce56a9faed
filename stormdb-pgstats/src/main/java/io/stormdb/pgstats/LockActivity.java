package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who waited for whose locks in one database, seen at some moments of the window. Immutable.
 *
 * <p>That somebody waits is seen whenever the server is looked at. Who blocks whom is asked only
 * then, because the server has to stop all lock traffic for a moment to answer: so seldom that it
 * takes one hundredth of the time, or once a second if that is less often than once a second.
 *
 * @param looks at how many moments the server was looked at
 * @param looksWithWaits in how many of them a session waited for a lock
 * @param waits how many waiting sessions were seen in all of these looks
 * @param mostWaiting how many sessions waited at once, at most
 * @param explained how often the server was asked who blocks whom
 * @param missed how often it did not answer that
 * @param cost how long these answers took, as their session saw it
 * @param locks what was waited for, most frequent first; of the looks that were explained
 * @param pairs who waited for whom, most frequent first; of the looks that were explained
 * @param unlisted how many observations of pairs are not in that list, because it was full
 * @param blockades when a session that waited for nobody had others wait, oldest first; the longest
 *     1,000
 * @param worst the moment when the most sessions waited for one; empty if none was explained
 */
public record LockActivity(
    long looks,
    long looksWithWaits,
    long waits,
    long mostWaiting,
    long explained,
    long missed,
    Duration cost,
    List<LockWait> locks,
    List<Pair> pairs,
    long unlisted,
    List<Blockade> blockades,
    Optional<BlockerTree> worst) {

  /**
   * Sessions that waited for others, all with the same statements and for the same kind of lock.
   *
   * @param blocked who waited the longest of them
   * @param blocker whom it waited for; what it ran when it was seen, which need not be the
   *     statement that took the lock
   * @param waitsFor what for, and how often such a pair was seen
   * @param longest how long the longest of these waits had lasted when it was seen last; before
   *     PostgreSQL 14 the time between the first and the last look at it
   */
  public record Pair(
      SeenSession blocked, SeenSession blocker, LockWait waitsFor, Duration longest) {}

  /**
   * A time in which a session had others wait.
   *
   * @param start when it was seen first, from the start of the run
   * @param length until it was seen last; zero if it was seen once
   * @param blocker whom they waited for, as it was when most did
   * @param waiting how many that were, directly or not
   * @param relation the table or index that they waited for; empty if it is not known
   */
  public record Blockade(
      Duration start,
      Duration length,
      SeenSession blocker,
      int waiting,
      Optional<String> relation) {}

  /**
   * Returns the blockades in some time, the longest first.
   *
   * @param start from the start of the run
   * @param length of that time
   */
  public List<Blockade> blockadesDuring(Duration start, Duration length) {
    Duration end = start.plus(length);
    return blockades.stream()
        .filter(
            one ->
                one.start().compareTo(end) <= 0
                    && one.start().plus(one.length()).compareTo(start) >= 0)
        .sorted(Comparator.comparing(Blockade::length).reversed())
        .toList();
  }

  /** Keeps copies. */
  public LockActivity {
    locks = List.copyOf(locks);
    pairs = List.copyOf(pairs);
    blockades = List.copyOf(blockades);
  }
}
