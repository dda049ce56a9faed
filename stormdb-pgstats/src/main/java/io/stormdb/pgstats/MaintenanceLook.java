package io.stormdb.pgstats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress views, read together. */
final class MaintenanceLook {

  private static final String FROM_12 =
      """
      SELECT 'VACUUM' AS command, pid, datid, relid, phase,
             heap_blks_scanned AS done, heap_blks_total AS total
        FROM pg_stat_progress_vacuum
      UNION ALL
      SELECT command, pid, datid, relid, phase, blocks_done, blocks_total
        FROM pg_stat_progress_create_index
      UNION ALL
      SELECT command, pid, datid, relid, phase, heap_blks_scanned, heap_blks_total
        FROM pg_stat_progress_cluster
      """;

  private static final String FROM_13 =
      """
      UNION ALL
      SELECT 'ANALYZE', pid, datid, relid, phase, sample_blks_scanned, sample_blks_total
        FROM pg_stat_progress_analyze
      """;

  private static final String FROM_14 =
      """
      UNION ALL
      SELECT command, pid, datid, relid, 'through a ' || lower(type), bytes_processed, nullif(bytes_total, 0)
        FROM pg_stat_progress_copy
      """;

  private static final String SQL =
      """
      SELECT /* stormdb:stats */ p.command, p.pid, p.phase, p.done, p.total,
             a.backend_type = 'autovacuum worker' AS automatic,
             quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
        FROM (%s) p
        LEFT JOIN pg_stat_activity a ON a.pid = p.pid
        LEFT JOIN pg_class c ON c.oid = p.relid
        LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE p.datid = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY p.pid
      """;

  /**
   * A command at work.
   *
   * @param pid the process that does it
   * @param task what it does
   */
  record Running(int pid, MaintenanceActivity.Task task) {}

  private MaintenanceLook() {}

  static List<Running> read(Connection connection, int majorVersion) throws SQLException {
    String views =
        FROM_12 + (majorVersion >= 13 ? FROM_13 : "") + (majorVersion >= 14 ? FROM_14 : "");
    List<Running> running = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL.formatted(views));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        running.add(
            new Running(
                row.getInt("pid"),
                new MaintenanceActivity.Task(
                    Objects.requireNonNullElse(row.getString("command"), "a command"),
                    Optional.ofNullable(row.getString("name")),
                    row.getBoolean("automatic"),
                    1,
                    1,
                    Duration.ZERO,
                    Objects.requireNonNullElse(row.getString("phase"), ""),
                    share(row.getBigDecimal("done"), row.getBigDecimal("total")))));
      }
    }
    return running;
  }

  private static Optional<Double> share(@Nullable BigDecimal done, @Nullable BigDecimal total) {
    return done == null || total == null || total.signum() == 0
        ? Optional.empty()
        : Optional.of(Math.min(1, done.divide(total, MathContext.DECIMAL32).doubleValue()));
  }
}
