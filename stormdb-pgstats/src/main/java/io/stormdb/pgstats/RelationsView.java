package io.stormdb.pgstats;

import io.stormdb.pgstats.RelationCounters.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code pg_stat_user_tables}, {@code pg_stat_user_indexes} and what belongs to them: a row for
 * each table and index of users in the connected database.
 */
final class RelationsView {

  static final String NAME = "pg_stat_user_tables";

  /** More of them would take long to read, and no reader would look at them. */
  static final int MOST_TABLES = 2_000;

  private static final String COUNT =
      """
      SELECT /* stormdb:stats */ count(*) FROM pg_class
       WHERE relkind IN ('r', 'm')
         AND relnamespace NOT IN (SELECT oid FROM pg_namespace
                                   WHERE nspname ~ '^pg_toast' OR nspname IN
                                         ('pg_catalog', 'information_schema'))
      """;

  /** To ask for the size of a table means to wait for whoever has locked it. */
  private static final String LOCKED =
      """
      WITH locked AS MATERIALIZED (
        SELECT relation FROM pg_locks
         WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),
      since AS (
        SELECT %1$s AS epoch FROM pg_stat_database
         WHERE datname = current_database())
      """;

  private static final String TABLES =
      LOCKED
          + """
          SELECT /* stormdb:stats */ relid::text AS key, s.schemaname AS schema,
                 quote_ident(s.schemaname) || '.' || quote_ident(s.relname) AS name,
                 quote_ident(s.schemaname) || '.' || quote_ident(s.relname) AS owner,
                 (SELECT epoch FROM since) AS epoch,
                 seq_scan, seq_tup_read,
                 coalesce(idx_scan, 0) AS idx_scan, coalesce(idx_tup_fetch, 0) AS idx_tup_fetch,
                 n_tup_ins, n_tup_upd, n_tup_hot_upd, n_tup_del,
                 coalesce(heap_blks_hit, 0) AS heap_hit, coalesce(heap_blks_read, 0) AS heap_read,
                 coalesce(idx_blks_hit, 0) AS idx_hit, coalesce(idx_blks_read, 0) AS idx_read,
                 vacuum_count, autovacuum_count, analyze_count, autoanalyze_count,
                 %2$s AS vacuum_time, %3$s AS autovacuum_time,
                 %4$s AS analyze_time, %5$s AS autoanalyze_time,
                 (1000000 * extract(epoch FROM last_vacuum))::bigint AS last_vacuum,
                 (1000000 * extract(epoch FROM last_autovacuum))::bigint AS last_autovacuum,
                 (1000000 * extract(epoch FROM last_analyze))::bigint AS last_analyze,
                 (1000000 * extract(epoch FROM last_autoanalyze))::bigint AS last_autoanalyze,
                 n_live_tup AS live, n_dead_tup AS dead,
                 CASE WHEN NOT is_locked THEN pg_table_size(relid) END AS table_bytes,
                 CASE WHEN NOT is_locked THEN pg_indexes_size(relid) END AS index_bytes
            FROM pg_stat_user_tables s
            JOIN pg_statio_user_tables io USING (relid)
           CROSS JOIN LATERAL (SELECT relid IN (SELECT relation FROM locked) AS is_locked) l
          """;

  private static final Set<String> STATE_OF_TABLE =
      Set.of(
          "live",
          "dead",
          "table_bytes",
          "index_bytes",
          "last_vacuum",
          "last_autovacuum",
          "last_analyze",
          "last_autoanalyze");

  private static final String INDEXES =
      LOCKED
          + """
          SELECT /* stormdb:stats */ s.indexrelid::text AS key, s.schemaname AS schema,
                 quote_ident(s.schemaname) || '.' || quote_ident(s.indexrelname) AS name,
                 quote_ident(s.schemaname) || '.' || quote_ident(s.relname) AS owner,
                 (SELECT epoch FROM since) AS epoch,
                 idx_scan, idx_tup_read, idx_tup_fetch,
                 idx_blks_hit AS idx_hit, idx_blks_read AS idx_read,
                 (indisunique OR indisprimary OR indisexclusion OR indisreplident)::int AS enforces,
                 indisvalid::int AS valid,
                 CASE WHEN s.relid NOT IN (SELECT relation FROM locked)
                       AND s.indexrelid NOT IN (SELECT relation FROM locked)
                      THEN pg_relation_size(s.indexrelid) END AS bytes
            FROM pg_stat_user_indexes s
            JOIN pg_statio_user_indexes io USING (indexrelid)
            JOIN pg_index i ON i.indexrelid = s.indexrelid
          """;

  private static final Set<String> STATE_OF_INDEX = Set.of("enforces", "valid", "bytes");

  private RelationsView() {}

  static Observed<RelationCounters> read(Connection connection, Server server) throws SQLException {
    String obstacle = server.whyNoCounts();
    if (!obstacle.isEmpty()) {
      return new Observed.Missing<>(obstacle);
    }
    try (Statement statement = connection.createStatement()) {
      long tables = count(statement);
      if (tables > MOST_TABLES) {
        return new Observed.Missing<>(
            String.format(
                Locale.ROOT,
                "database '%s' has %,d tables, and no more than %,d are looked at",
                server.database(),
                tables,
                MOST_TABLES));
      }
      String epoch = DatabaseView.epoch(server);
      String tablesOfVersion =
          TABLES.formatted(
              epoch,
              timed(server, "total_vacuum_time"),
              timed(server, "total_autovacuum_time"),
              timed(server, "total_analyze_time"),
              timed(server, "total_autoanalyze_time"));
      return new Observed.Seen<>(
          new RelationCounters(
              relations(statement, tablesOfVersion, STATE_OF_TABLE),
              relations(statement, INDEXES.formatted(epoch), STATE_OF_INDEX)));
    }
  }

  private static String timed(Server server, String column) {
    return server.majorVersion() >= 18 ? column : "NULL::numeric";
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(COUNT)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Map<String, Relation> relations(
      Statement statement, String sql, Set<String> ofState) throws SQLException {
    Map<String, Relation> byKey = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Counters all = Counters.ofRow(rows, "key", "schema", "name", "owner");
        byKey.put(
            rows.getString("key"),
            new Relation(
                rows.getString("schema"),
                rows.getString("name"),
                rows.getString("owner"),
                all.without(ofState),
                all.only(ofState)));
      }
    }
    return byKey;
  }
}
