package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_archiver}. */
final class ArchiverView implements CatalogView<ArchiverActivity> {

  @Override
  public String name() {
    return "pg_stat_archiver";
  }

  @Override
  public String sql(Server server) {
    return """
    SELECT /* stormdb:stats */ stats_reset::text AS epoch,
           archived_count AS archived, failed_count AS archive_failed
      FROM pg_stat_archiver
    """;
  }

  @Override
  public Optional<ArchiverActivity> compare(Counters before, Counters after) {
    return after
        .since(before)
        .map(
            growth ->
                new ArchiverActivity(growth.count("archived"), growth.count("archive_failed")));
  }
}
