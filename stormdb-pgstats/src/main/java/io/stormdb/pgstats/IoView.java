package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_io} without the rows of the write-ahead log, which PostgreSQL 18 has added. */
final class IoView implements CatalogView<IoActivity> {

  private static final String SQL =
      """
      SELECT /* stormdb:stats */ max(stats_reset)::text AS epoch,
             coalesce(sum(reads), 0) AS reads, coalesce(sum(%1$s), 0) AS read_bytes,
             coalesce(sum(writes), 0) AS writes, coalesce(sum(%2$s), 0) AS write_bytes,
             coalesce(sum(writes) FILTER (WHERE backend_type = 'client backend'), 0)
               AS session_writes,
             coalesce(sum(extends), 0) AS extensions, coalesce(sum(evictions), 0) AS evictions,
             coalesce(sum(fsyncs), 0) AS fsyncs,
             coalesce(sum(fsyncs) FILTER (WHERE backend_type = 'client backend'), 0)
               AS session_fsyncs,
             CASE WHEN current_setting('track_io_timing')::bool THEN sum(read_time) END AS read_time,
             CASE WHEN current_setting('track_io_timing')::bool THEN sum(write_time) END
               AS write_time,
             CASE WHEN current_setting('track_io_timing')::bool THEN sum(fsync_time) END
               AS fsync_time
        FROM pg_stat_io WHERE object <> 'wal'
      """;

  @Override
  public String name() {
    return "pg_stat_io";
  }

  @Override
  public String obstacle(Server server) {
    return server.needs(16, name());
  }

  @Override
  public String sql(Server server) {
    return server.majorVersion() >= 18
        ? SQL.formatted("read_bytes", "write_bytes")
        : SQL.formatted("reads * op_bytes", "writes * op_bytes");
  }

  @Override
  public Optional<IoActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new IoActivity(
                    growth.count("reads"),
                    growth.count("read_bytes"),
                    growth.count("writes"),
                    growth.count("write_bytes"),
                    growth.count("session_writes"),
                    growth.count("extensions"),
                    growth.count("evictions"),
                    growth.count("fsyncs"),
                    growth.count("session_fsyncs"),
                    growth.timeIfKnown("read_time"),
                    growth.timeIfKnown("write_time"),
                    growth.timeIfKnown("fsync_time")));
  }
}
