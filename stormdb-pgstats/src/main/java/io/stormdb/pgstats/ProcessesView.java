package io.stormdb.pgstats;

/**
 * {@code pg_stat_activity}: what the processes of the server do at one moment. Those of other users
 * show nothing to users without {@code pg_read_all_stats}: what hangs on them is not known then.
 */
final class ProcessesView implements CatalogQuery {

  /** Which tables autovacuum works on; a text among numbers. */
  static final String AUTOVACUUM = "autovacuum";

  @Override
  public String name() {
    return "pg_stat_activity";
  }

  @Override
  public String sql(Server server) {
    return """
    SELECT /* stormdb:stats */ '' AS epoch,
           count(*) FILTER (WHERE backend_type = 'client backend'
                               OR (backend_type IS NULL AND datname IS NOT NULL))
             AS connections,
           count(*) FILTER (WHERE wait_event_type = 'Lock' AND datname = current_database())
             AS lock_waiters,
           CASE WHEN p.sees_all THEN count(*) FILTER (
               WHERE backend_type = 'checkpointer' AND wait_event IS DISTINCT FROM
                     'CheckpointerMain') END AS checkpointer_working,
           CASE WHEN p.sees_all THEN count(*) FILTER (
               WHERE backend_type = 'autovacuum worker') END AS autovacuum_workers,
           string_agg(substring(query FROM '^autovacuum: (.*)$'), ', ') FILTER (
               WHERE backend_type = 'autovacuum worker') AS autovacuum
      FROM pg_stat_activity,
           (SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees_all) p
     GROUP BY p.sees_all
    """;
  }
}
