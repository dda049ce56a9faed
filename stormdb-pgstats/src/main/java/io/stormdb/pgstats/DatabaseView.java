package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_database}: the row of the connected database. */
final class DatabaseView implements CatalogView<DatabaseActivity> {

  /**
   * Returns the expression for when the counters of a database began, for a row of this view.
   * Before 15, that is when there was something to count for the first time, or since somebody has
   * reset them. From 15 on it is known only once somebody has.
   */
  static String epoch(Server server) {
    return server.majorVersion() >= 15
        ? "stats_reset::text"
        : "coalesce(stats_reset::text, '%s')".formatted(Counters.NOT_BEGUN);
  }

  @Override
  public String name() {
    return "pg_stat_database";
  }

  @Override
  public String obstacle(Server server) {
    return server.whyNoCounts();
  }

  @Override
  public String sql(Server server) {
    return """
        SELECT /* stormdb:stats */ %s AS epoch, xact_commit, xact_rollback,
               blks_hit, blks_read,
               tup_returned, tup_fetched, tup_inserted, tup_updated, tup_deleted,
               conflicts, deadlocks, temp_files, temp_bytes,
               CASE WHEN current_setting('track_io_timing')::bool THEN blk_read_time END
                 AS blk_read_time,
               CASE WHEN current_setting('track_io_timing')::bool THEN blk_write_time END
                 AS blk_write_time,
               %s AS sessions
          FROM pg_stat_database WHERE datname = current_database()
        """
        .formatted(epoch(server), server.majorVersion() >= 14 ? "sessions" : "NULL::bigint");
  }

  @Override
  public Optional<DatabaseActivity> compare(Counters before, Counters after) {
    return after.since(before).map(DatabaseView::activity);
  }

  private static DatabaseActivity activity(Counters growth) {
    return new DatabaseActivity(
        growth.count("xact_commit"),
        growth.count("xact_rollback"),
        growth.count("blks_hit"),
        growth.count("blks_read"),
        growth.count("tup_returned"),
        growth.count("tup_fetched"),
        growth.count("tup_inserted"),
        growth.count("tup_updated"),
        growth.count("tup_deleted"),
        growth.count("conflicts"),
        growth.count("deadlocks"),
        growth.count("temp_files"),
        growth.count("temp_bytes"),
        growth.timeIfKnown("blk_read_time"),
        growth.timeIfKnown("blk_write_time"),
        growth.countIfKnown("sessions"));
  }
}
