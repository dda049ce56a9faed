package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_wal}; before PostgreSQL 14, the position in the log. */
final class WalView implements CatalogView<WalActivity> {

  private static final String COUNTED =
      """
      SELECT /* stormdb:stats */ stats_reset::text AS epoch,
             wal_bytes, wal_records, wal_fpi, wal_buffers_full
        FROM pg_stat_wal
      """;

  /** A standby generates none; what it replays is the nearest thing that it has. */
  private static final String POSITION =
      """
      SELECT /* stormdb:stats */ '' AS epoch,
             pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                                  ELSE pg_current_wal_insert_lsn() END, '0/0') AS wal_bytes
      """;

  @Override
  public String name() {
    return "pg_stat_wal";
  }

  @Override
  public String sql(Server server) {
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
                    growth.countIfKnown("wal_buffers_full")));
  }
}
