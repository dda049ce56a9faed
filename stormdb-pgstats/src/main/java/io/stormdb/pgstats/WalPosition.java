package io.stormdb.pgstats;

import java.util.Optional;

/**
 * The position in the write-ahead log, in bytes. It outlives a crash, which can only take back what
 * had not been flushed, and it is exact at every moment, while sessions hand in their counts late.
 * A standby generates no log; what it replays is the nearest thing that it has.
 */
final class WalPosition implements CatalogView<WalActivity> {

  static final String BYTES =
      """
      pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                           ELSE pg_current_wal_insert_lsn() END, '0/0')\
      """;

  @Override
  public String name() {
    return "pg_current_wal_insert_lsn";
  }

  @Override
  public String sql(Server server) {
    return "SELECT /* stormdb:stats */ '' AS epoch, " + BYTES + " AS wal_position";
  }

  @Override
  public Optional<WalActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new WalActivity(
                    growth.count("wal_position"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
  }
}
