package io.stormdb.pgstats;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was done to one table, by {@code pg_stat_user_tables} and {@code pg_statio_user_tables}.
 *
 * @param name with its schema
 * @param scans how it was read
 * @param changes how it was changed
 * @param rows what is in it at the end, by the server's estimate
 * @param blocks of it and of its indexes that were needed
 * @param tableSize of its data, with what is stored out of line
 * @param indexSize of all of its indexes
 * @param upkeep what kept it in order
 */
public record TableActivity(
    String name,
    Scans scans,
    Changes changes,
    Rows rows,
    BlockActivity blocks,
    Size tableSize,
    Size indexSize,
    Upkeep upkeep) {

  /**
   * How a table was read.
   *
   * @param sequential scans of the whole table
   * @param sequentialRows live rows that these read
   * @param index scans of its indexes
   * @param indexRows live rows fetched by these
   */
  public record Scans(long sequential, long sequentialRows, long index, long indexRows) {}

  /**
   * How a table was changed, whether or not it was committed.
   *
   * @param inserted rows inserted
   * @param updated rows updated
   * @param hotUpdated those of them that left all indexes alone (heap-only tuples)
   * @param deleted rows deleted
   */
  public record Changes(long inserted, long updated, long hotUpdated, long deleted) {}

  /**
   * What is in a table.
   *
   * @param live rows
   * @param dead old versions of rows that no vacuum has taken away yet
   * @param deadBefore how many of those there were when the window began
   */
  public record Rows(long live, long dead, long deadBefore) {}

  /**
   * A size on disk in bytes.
   *
   * @param before when the window began, 0 for what was not there yet; empty if it was locked
   * @param after when it had ended; empty if it was locked
   */
  public record Size(Optional<Long> before, Optional<Long> after) {

    /** Returns by how much it grew, or shrank if negative. */
    public Optional<Long> growth() {
      return after.flatMap(end -> before.map(start -> end - start));
    }
  }

  /**
   * What kept a table in order.
   *
   * @param vacuums that somebody asked for; {@code VACUUM FULL} is not counted
   * @param autovacuums by autovacuum
   * @param analyzes that somebody asked for
   * @param autoanalyzes by autovacuum
   * @param automaticTime how long autovacuum took for both; known from PostgreSQL 18
   * @param manualTime how long those took that somebody asked for; known from PostgreSQL 18
   * @param last when each of them last ended, in the window or before it
   */
  public record Upkeep(
      long vacuums,
      long autovacuums,
      long analyzes,
      long autoanalyzes,
      Optional<Duration> automaticTime,
      Optional<Duration> manualTime,
      Last last) {}

  /**
   * When a table was last put in order, by the clock of the server; empty if never since its
   * counters began.
   *
   * @param vacuum that somebody asked for
   * @param autovacuum by autovacuum
   * @param analyze that somebody asked for
   * @param autoanalyze by autovacuum
   */
  public record Last(
      Optional<Instant> vacuum,
      Optional<Instant> autovacuum,
      Optional<Instant> analyze,
      Optional<Instant> autoanalyze) {}

  /** Returns whether it was read or changed. */
  public boolean isUsed() {
    return scans.sequential() > 0
        || scans.index() > 0
        || changes.inserted() > 0
        || changes.updated() > 0
        || changes.deleted() > 0;
  }
}
