package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_wal}; before PostgreSQL 14, the position in the log. */
final class WalView implements CatalogView<WalActivity> {

  private static final String COUNTED =
      """
      SELECT /* stormdb:stats */ stats_reset::text AS epoch,
             wal_bytes, wal_records, wal_fpi, wal_buffers_full, wal_write, wal_sync,
             CASE WHEN current_setting('track_wal_io_timing')::bool THEN wal_write_time END
               AS wal_write_time,
             CASE WHEN current_setting('track_wal_io_timing')::bool THEN wal_sync_time END
               AS wal_sync_time
        FROM pg_stat_wal
      """;

  /** From 18, writes and syncs are those of all kinds of processes in {@code pg_stat_io}. */
  private static final String WITH_IO =
      """
      SELECT /* stormdb:stats */ concat_ws('/', w.stats_reset, i.stats_reset) AS epoch,
             w.wal_bytes, w.wal_records, w.wal_fpi, w.wal_buffers_full, i.wal_write, i.wal_sync,
             CASE WHEN timed.on THEN i.wal_write_time END AS wal_write_time,
             CASE WHEN timed.on THEN i.wal_sync_time END AS wal_sync_time
        FROM pg_stat_wal w,
             (SELECT max(stats_reset) AS stats_reset, sum(writes) AS wal_write,
                     sum(fsyncs) AS wal_sync, sum(write_time) AS wal_write_time,
                     sum(fsync_time) AS wal_sync_time
                FROM pg_stat_io WHERE object = 'wal') i,
             (SELECT coalesce(current_setting('track_wal_io_timing', true), 'off')::bool AS on) timed
      """;

  private static final String POSITION =
      "SELECT /* stormdb:stats */ '' AS epoch, " + WalPosition.BYTES + " AS wal_bytes";

  @Override
  public String name() {
    return "pg_stat_wal";
  }

  @Override
  public String sql(Server server) {
    if (server.majorVersion() >= 18) {
      return WITH_IO;
    }
    return server.majorVersion() >= 14 ? COUNTED : POSITION;
  }

  @Override
  public Optional<WalActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new WalActivity(
                    growth.count("wal_bytes"),
                    growth.countIfKnown("wal_records"),
                    growth.countIfKnown("wal_fpi"),
                    growth.countIfKnown("wal_buffers_full"),
                    growth.countIfKnown("wal_write"),
                    growth.countIfKnown("wal_sync"),
                    growth.timeIfKnown("wal_write_time"),
                    growth.timeIfKnown("wal_sync_time")));
  }
}
