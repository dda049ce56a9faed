package io.stormdb.pgstats;

import java.util.Optional;

/** {@code pg_stat_activity}, counted, and the settings that limit it. */
final class ConnectionsView implements CatalogView<ConnectionUse> {

  /** The kind of other users' sessions is hidden from those without a privilege. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ '' AS epoch,
             (SELECT count(*) FROM pg_stat_activity
               WHERE backend_type = 'client backend'
                  OR (backend_type IS NULL AND datname IS NOT NULL)) AS used,
             current_setting('max_connections')::int AS max,
             current_setting('superuser_reserved_connections')::int AS for_superusers,
             current_setting('superuser_reserved_connections')::int
               + coalesce(current_setting('reserved_connections', true)::int, 0) AS reserved
      """;

  @Override
  public String name() {
    return "pg_stat_activity";
  }

  @Override
  public String sql(Server server) {
    return SQL;
  }

  @Override
  public Optional<ConnectionUse> compare(Counters before, Counters after) {
    return Optional.of(
        new ConnectionUse(
            before.count("used"),
            after.count("used"),
            after.count("max"),
            after.count("reserved"),
            after.count("for_superusers")));
  }
}
