package io.stormdb.pgstats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Long commands that were seen at work on tables of one database, by the progress views of the
 * server: {@code VACUUM}, {@code ANALYZE} (from PostgreSQL 13), {@code CREATE INDEX} and {@code
 * REINDEX}, {@code CLUSTER} and {@code VACUUM FULL}, {@code COPY} (from 14). They are looked at
 * once a second, so most of what takes less is not seen; {@link TableActivity} counts all of it.
 * Immutable.
 *
 * @param looks at how many moments these views were looked at
 * @param tasks what was seen, the longest first
 * @param unlisted how many observations are not in that list, because it was full
 */
public record MaintenanceActivity(long looks, List<Task> tasks, long unlisted) {

  /**
   * One kind of work on one table.
   *
   * @param command for example {@code VACUUM}
   * @param table with its schema; empty if the user may not see it
   * @param isAutomatic whether autovacuum did it
   * @param times how many different ones were seen
   * @param seen in how many looks
   * @param longest between the first and the last look at one of them; zero if each was seen once
   * @param phase what it was doing when it was seen last, in the server's words
   * @param doneShare how much of that was done then, 0 to 1; empty if the server does not tell
   */
  public record Task(
      String command,
      Optional<String> table,
      boolean isAutomatic,
      long times,
      long seen,
      Duration longest,
      String phase,
      Optional<Double> doneShare) {}

  /** Keeps a copy. */
  public MaintenanceActivity {
    tasks = List.copyOf(tasks);
  }
}
