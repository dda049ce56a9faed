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
 * @param totalTime time spent in all of them that no other statement ran
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
   * @param name the load's name for it; empty if it is not one of those that the load runs by name,
   *     such as {@code BEGIN}
   * @param isNested whether another statement ran it, such as one in a function; its time is in
   *     that of the other as well. Known from version 1.9 of the extension (PostgreSQL 14), false
   *     before
   * @param calls how often it ran, at least 1
   * @param totalTime time spent executing it
   * @param rows rows returned or changed
   * @param blocks blocks that it needed
   * @param times what some of the time was spent on
   * @param wal what it wrote to the log; known from version 1.8 (PostgreSQL 13)
   */
  public record Entry(
      Optional<String> text,
      Optional<String> name,
      boolean isNested,
      long calls,
      Duration totalTime,
      long rows,
      Blocks blocks,
      Times times,
      Optional<Wal> wal) {

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

  /**
   * Blocks that a statement needed.
   *
   * @param hit found in shared buffers
   * @param read read from the operating system
   * @param dirtied changed that were clean
   * @param written written by the statement itself, to make room
   * @param local of temporary tables, found or read
   * @param tempRead read from temporary files
   * @param tempWritten written to temporary files
   */
  public record Blocks(
      long hit,
      long read,
      long dirtied,
      long written,
      long local,
      long tempRead,
      long tempWritten) {}

  /**
   * What some of the time of a statement was spent on.
   *
   * @param planning time spent planning, which is not in the total time; known with {@code
   *     pg_stat_statements.track_planning} from version 1.8 (PostgreSQL 13)
   * @param reading time spent reading blocks; known with {@code track_io_timing}
   * @param writing time spent writing blocks; known with {@code track_io_timing}
   * @param tempFiles time spent on temporary files; known with {@code track_io_timing} from version
   *     1.10 (PostgreSQL 15)
   * @param compiling time spent on just-in-time compilation; known from version 1.10 (PostgreSQL
   *     15)
   */
  public record Times(
      Optional<Duration> planning,
      Optional<Duration> reading,
      Optional<Duration> writing,
      Optional<Duration> tempFiles,
      Optional<Duration> compiling) {}

  /**
   * What a statement wrote to the write-ahead log.
   *
   * @param records records
   * @param fullPageImages records that hold a whole page
   * @param bytes bytes
   */
  public record Wal(long records, long fullPageImages, long bytes) {}
}
