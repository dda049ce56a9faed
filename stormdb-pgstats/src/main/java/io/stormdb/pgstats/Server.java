package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What has to be known of a server before it is asked for more.
 *
 * @param majorVersion 12 and up
 * @param database the connected database
 * @param user the connected user
 * @param counts whether sessions count at all ({@code track_counts})
 * @param epoch when the server and its statistics began: a crash or a restart changes it
 */
record Server(int majorVersion, String database, String user, boolean counts, String epoch) {

  /** After a crash all counters begin anew, and those of the archiver say when. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ current_setting('server_version_num')::int / 10000,
             current_database(), current_user, current_setting('track_counts')::bool,
             concat_ws('/', pg_postmaster_start_time(), (SELECT stats_reset FROM pg_stat_archiver))
      """;

  static Server of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      return new Server(
          row.getInt(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
    }
  }

  /** Returns why there are no counts of sessions, or an empty text if there are. */
  String whyNoCounts() {
    return counts ? "" : "track_counts is off, so the server counts nothing; set track_counts = on";
  }
}
