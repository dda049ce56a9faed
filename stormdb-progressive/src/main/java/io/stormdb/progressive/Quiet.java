package io.stormdb.progressive;

import io.stormdb.core.Cancellation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Waits until a server has nothing to do for its own sake: no checkpoint and no autovacuum.
 *
 * @param dataSource opens the connection that asks
 * @param cancellation ends the wait
 */
record Quiet(DataSource dataSource, Cancellation cancellation) {

  private static final Duration EVERY = Duration.ofMillis(200);

  /** A checkpointer that has nothing to do waits in its main loop. */
  private static final String QUESTION =
      """
      SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE'),
             count(*) FILTER (WHERE backend_type = 'checkpointer'
                                AND wait_event IS DISTINCT FROM 'CheckpointerMain'),
             count(*) FILTER (WHERE backend_type = 'autovacuum worker')
        FROM pg_stat_activity""";

  /**
   * Waits.
   *
   * @param longest the longest wait
   * @return why it was not quiet in the end, as a sentence; empty if it was, or if somebody wants
   *     the study to end
   */
  Optional<String> await(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      while (true) {
        Optional<String> busy = busy(statement);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (busy.isEmpty() || left.isNegative()) {
          return busy.map(
              what ->
                  "the server was not quiet after %s s: %s".formatted(longest.toSeconds(), what));
        }
        if (cancellation.await(left.compareTo(EVERY) < 0 ? left : EVERY)) {
          return Optional.empty();
        }
      }
    } catch (SQLException e) {
      return Optional.of("it could not be asked whether the server was quiet: " + e.getMessage());
    }
  }

  private static Optional<String> busy(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new SQLException(
            "the user may not see it; grant pg_read_all_stats (or pg_monitor) to it");
      }
      List<String> what = new ArrayList<>();
      if (row.getLong(2) > 0) {
        what.add("a checkpoint");
      }
      if (row.getLong(3) > 0) {
        what.add(row.getLong(3) + " autovacuum worker" + (row.getLong(3) == 1 ? "" : "s"));
      }
      return what.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", what));
    }
  }
}
