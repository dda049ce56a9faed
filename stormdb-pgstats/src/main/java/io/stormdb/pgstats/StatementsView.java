package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_stat_statements}: the statements of the connected user in the connected database. Its
 * columns follow the version of the extension, not that of the server.
 */
final class StatementsView {

  static final String NAME = "pg_stat_statements";

  /** Marks the statements of the statistics, which are nobody's load. */
  static final String MARK = "/* stormdb:stats */";

  private static final String EXTENSION =
      """
      SELECT /* stormdb:stats */ e.extversion, quote_ident(n.nspname) AS schema,
             (SELECT setting FROM pg_settings WHERE name = 'pg_stat_statements.max') AS max,
             current_setting('pg_stat_statements.track', true) AS track
        FROM (SELECT 'pg_stat_statements' AS name) wanted
        LEFT JOIN pg_extension e ON e.extname = wanted.name
        LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
      """;

  private static final String STATEMENTS =
      """
      SELECT /* stormdb:stats */ queryid::text || '/' || %1$s AS key, query AS text,
             calls, %2$s, rows,
             shared_blks_hit AS blks_hit, shared_blks_read AS blks_read,
             shared_blks_dirtied AS blks_dirtied, shared_blks_written AS blks_written,
             local_blks_hit + local_blks_read AS local_blks,
             temp_blks_read, temp_blks_written, (%1$s)::int AS top_level, %3$s
        FROM %4$s.pg_stat_statements(?)
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND userid = (SELECT oid FROM pg_roles WHERE rolname = current_user)
         AND queryid IS NOT NULL
      """;

  private static final String PRELOAD =
      "add pg_stat_statements to shared_preload_libraries and restart the server";

  /**
   * The extension as it is in a database.
   *
   * @param minor its version, 9 for 1.9
   * @param schema in quotes if need be
   * @param max the most statements that it keeps
   */
  private record Extension(int minor, String schema, int max) {}

  private StatementsView() {}

  /**
   * Reads all numbers.
   *
   * @param texts whether to read the texts too, which costs more
   */
  static Observed<StatementCounters> read(Connection connection, Server server, boolean texts)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EXTENSION)) {
      row.next();
      String version = row.getString("extversion");
      String max = row.getString("max");
      String obstacle = obstacle(server, version, max, row.getString("track"));
      if (version == null || max == null || !obstacle.isEmpty()) {
        return new Observed.Missing<>(obstacle);
      }
      Extension extension =
          new Extension(minor(version), row.getString("schema"), Integer.parseInt(max));
      return new Observed.Seen<>(
          new StatementCounters(
              info(connection, extension),
              extension.max(),
              statements(connection, extension, texts)));
    }
  }

  private static String obstacle(
      Server server, @Nullable String version, @Nullable String max, @Nullable String track) {
    if (version == null) {
      return "the extension pg_stat_statements is not in database '%s'; %screate it with: CREATE EXTENSION pg_stat_statements"
          .formatted(server.database(), max == null ? PRELOAD + ", then " : "");
    }
    if (max == null) {
      return "pg_stat_statements is not preloaded; " + PRELOAD;
    }
    if (minor(version) < 7) {
      return "pg_stat_statements %s is too old; update it with: ALTER EXTENSION pg_stat_statements UPDATE"
          .formatted(version);
    }
    return "none".equals(track)
        ? "pg_stat_statements.track is none, so nothing is counted; set it to top"
        : "";
  }

  private static int minor(String version) {
    String[] parts = version.split("\\.", -1);
    return parts.length > 1 && parts[0].equals("1") ? Integer.parseInt(parts[1]) : 0;
  }

  private static Counters info(Connection connection, Extension extension) throws SQLException {
    // before 1.9 nobody counts what is dropped, so that it can only be told from how many are kept
    String sql =
        extension.minor() >= 9
            ? "SELECT /* stormdb:stats */ stats_reset::text AS epoch, dealloc FROM %s.pg_stat_statements_info"
            : "SELECT /* stormdb:stats */ '' AS epoch, count(*) AS kept FROM %s.pg_stat_statements(false)";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(extension.schema()))) {
      row.next();
      return Counters.ofRow(row);
    }
  }

  private static Map<String, StatementCounters.Statement> statements(
      Connection connection, Extension extension, boolean texts) throws SQLException {
    Map<String, StatementCounters.Statement> byKey = new HashMap<>();
    String sql =
        STATEMENTS.formatted(
            extension.minor() >= 9 ? "toplevel" : "true",
            StatementColumns.executionTime(extension.minor()),
            StatementColumns.byVersion(extension.minor()),
            extension.schema());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBoolean(1, texts);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byKey.put(
              rows.getString("key"),
              new StatementCounters.Statement(
                  Optional.ofNullable(rows.getString("text")),
                  Counters.ofRow(rows, "key", "text")));
        }
      }
    }
    return byKey;
  }
}
