package io.stormdb.pgstats;

import java.util.Optional;

/** The sizes of the connected database and of the shared buffers. */
final class CacheView implements CatalogView<CacheState> {

  @Override
  public String name() {
    return "pg_database";
  }

  @Override
  public String sql(Server server) {
    return """
        SELECT /* stormdb:stats */ '' AS epoch, pg_database_size(current_database()) AS database,
               pg_size_bytes(current_setting('shared_buffers')) AS shared_buffers
        """;
  }

  @Override
  public Optional<CacheState> compare(Counters before, Counters after) {
    return Optional.of(new CacheState(after.count("database"), after.count("shared_buffers")));
  }
}
