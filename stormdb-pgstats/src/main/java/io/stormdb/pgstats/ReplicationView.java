package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_replication} and {@code pg_replication_slots}, summed up. */
final class ReplicationView implements CatalogView<ReplicationState> {

  @Override
  public String name() {
    return "pg_stat_replication";
  }

  @Override
  public String sql(Server server) {
    return """
    SELECT /* stormdb:stats */ '' AS epoch, r.standbys, r.lag_bytes, r.replay_lag,
           s.slots, s.inactive_slots, s.retained_bytes
      FROM (SELECT %1$s AS bytes) now,
           LATERAL (SELECT count(*) AS standbys,
                           max(now.bytes - pg_wal_lsn_diff(replay_lsn, '0/0')) AS lag_bytes,
                           1000 * extract(epoch FROM max(replay_lag)) AS replay_lag
                      FROM pg_stat_replication) r,
           LATERAL (SELECT count(*) AS slots, count(*) FILTER (WHERE NOT active)
                             AS inactive_slots,
                           max(now.bytes - pg_wal_lsn_diff(restart_lsn, '0/0'))
                             AS retained_bytes
                      FROM pg_replication_slots) s
    """
        .formatted(WalPosition.BYTES);
  }

  @Override
  public Optional<ReplicationState> compare(Counters before, Counters after) {
    return Optional.of(
        new ReplicationState(
            after.count("standbys"),
            after.countIfKnown("lag_bytes"),
            after.timeIfKnown("replay_lag"),
            after.count("slots"),
            after.count("inactive_slots"),
            after.countIfKnown("retained_bytes")));
  }
}
