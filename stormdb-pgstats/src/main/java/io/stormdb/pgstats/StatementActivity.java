package io.stormdb.pgstats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What statements of one user in one database cost, by {@code pg_stat_statements}. Those of the
 * statistics themselves are left out.
 *
 * @param top the statements with the longest total time, the longest first
 * @param distinct how many different statements ran
 * @param totalTime time spent in all of them
 * @param warnings what makes this incomplete; usually nothing
 */
public record StatementActivity(
    List<Entry> top, int distinct, Duration totalTime, List<String> warnings) {

  /** Keeps copies of the lists. */
  public StatementActivity {
    top = List.copyOf(top);
    warnings = List.copyOf(warnings);
  }

  /**
   * One statement.
   *
   * @param text normalised by the server: {@code $1} for constants; empty if the server lost it
   * @param calls how often it ran, at least 1
   * @param totalTime time spent executing it
   * @param rows rows returned or changed
   * @param blocksHit blocks found in shared buffers
   * @param blocksRead blocks read from the operating system
   * @param walBytes bytes of write-ahead log generated; known from version 1.8 of the extension
   *     (PostgreSQL 13)
   */
  public record Entry(
      Optional<String> text,
      long calls,
      Duration totalTime,
      long rows,
      long blocksHit,
      long blocksRead,
      Optional<Long> walBytes) {

    /** Checks the number of calls. */
    public Entry {
      if (calls < 1) {
        throw new IllegalArgumentException("calls must be at least 1, was " + calls);
      }
    }

    /** Returns the arithmetic mean of a call's time. */
    public Duration meanTime() {
      return totalTime.dividedBy(calls);
    }
  }
}
