package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions of clients that were doing the same at one moment.
 *
 * @param isHere whether they are connected to the database of the load
 * @param isOfLoad whether they are those of its workers
 * @param watches whether they are others of StormDB
 * @param isHidden whether the user may not see what they do
 * @param doing what they do; blank if it is hidden
 * @param oldest the process with the oldest transaction of them, 0 if none has one
 * @param oldestBegan when that began, in seconds, as an identity
 * @param transactionAge how long ago that was
 * @param idleInTransaction how long the longest of them has been idle in a transaction
 */
record SessionGroup(
    boolean isHere,
    boolean isOfLoad,
    boolean watches,
    boolean isHidden,
    WaitActivity.State doing,
    int oldest,
    double oldestBegan,
    Optional<Duration> transactionAge,
    Optional<Duration> idleInTransaction) {

  /** Sessions of workers have the name of a run; those that watch have other names. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ coalesce(datname = current_database(), false) AS here,
             coalesce(application_name ~ '^stormdb:[0-9a-f]{8}$'
                      AND datname = current_database() AND usename = current_user, false)
               AS of_load,
             pid = pg_backend_pid() OR coalesce(
               application_name ~ '^stormdb:(stats|control|verify|audit|load)$', false) AS watches,
             query IS NOT DISTINCT FROM '<insufficient privilege>' AS hidden,
             coalesce(state, '') AS state, coalesce(wait_event_type, '') AS type,
             coalesce(wait_event, '') AS event, count(*) AS sessions,
             coalesce((array_agg(pid ORDER BY xact_start) FILTER (WHERE xact_start IS NOT NULL))[1],
                      0) AS oldest,
             extract(epoch FROM min(xact_start)) AS began,
             extract(epoch FROM clock_timestamp() - min(xact_start)) AS age,
             extract(epoch FROM clock_timestamp() - min(state_change)
               FILTER (WHERE state LIKE 'idle in transaction%')) AS idle
        FROM pg_stat_activity
       WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datname IS NOT NULL)
       GROUP BY 1, 2, 3, 4, 5, 6, 7
      """;

  /** Returns all sessions of clients of the server. */
  static List<SessionGroup> read(Connection connection) throws SQLException {
    List<SessionGroup> groups = new ArrayList<>();
    // the driver keeps the plan of a text that it has seen
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        groups.add(
            new SessionGroup(
                row.getBoolean("here"),
                row.getBoolean("of_load"),
                row.getBoolean("watches"),
                row.getBoolean("hidden"),
                new WaitActivity.State(
                    row.getString("state"),
                    row.getString("type"),
                    row.getString("event"),
                    row.getLong("sessions")),
                row.getInt("oldest"),
                row.getDouble("began"),
                Seconds.of(row, "age"),
                Seconds.of(row, "idle")));
      }
    }
    return groups;
  }

  /** Returns whether they are somebody's who works in the database of the load. */
  boolean counts() {
    return isHere && !watches;
  }

  boolean isWaitingForLock() {
    return isHere && doing.type().equals("Lock");
  }

  long count() {
    return doing.count();
  }
}
