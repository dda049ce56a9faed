package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_slru}, summed up. */
final class SlruView implements CatalogView<SlruActivity> {

  @Override
  public String name() {
    return "pg_stat_slru";
  }

  @Override
  public String obstacle(Server server) {
    return server.needs(13, name());
  }

  @Override
  public String sql(Server server) {
    return """
    SELECT /* stormdb:stats */ max(stats_reset)::text AS epoch,
           sum(blks_hit) AS slru_hit, sum(blks_read) AS slru_read,
           sum(blks_written) AS slru_written
      FROM pg_stat_slru
    """;
  }

  @Override
  public Optional<SlruActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new SlruActivity(
                    growth.count("slru_hit"),
                    growth.count("slru_read"),
                    growth.count("slru_written")));
  }
}
