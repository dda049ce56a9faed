package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_statio_user_tables}, summed up. */
final class BlocksView implements CatalogView<BlockActivity> {

  @Override
  public String name() {
    return "pg_statio_user_tables";
  }

  @Override
  public String obstacle(Server server) {
    return server.whyNoCounts();
  }

  @Override
  public String sql(Server server) {
    return """
        SELECT /* stormdb:stats */
               (SELECT %s FROM pg_stat_database WHERE datname = current_database())
                 AS epoch,
               coalesce(sum(heap_blks_hit), 0) AS heap_hit,
               coalesce(sum(heap_blks_read), 0) AS heap_read,
               coalesce(sum(idx_blks_hit), 0) AS idx_hit,
               coalesce(sum(idx_blks_read), 0) AS idx_read
          FROM pg_statio_user_tables
        """
        .formatted(DatabaseView.epoch(server));
  }

  @Override
  public Optional<BlockActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new BlockActivity(
                    growth.count("heap_hit"),
                    growth.count("heap_read"),
                    growth.count("idx_hit"),
                    growth.count("idx_read")));
  }
}
