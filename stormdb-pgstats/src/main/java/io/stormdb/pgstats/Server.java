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
 * @param epoch when its statistics began
 */
record Server(int majorVersion, String database, String user, boolean counts, ServerEpoch epoch) {

  private static final String SQL =
      """
      SELECT /* stormdb:stats */ current_setting('server_version_num')::int / 10000,
             current_database(), current_user, current_setting('track_counts')::bool,
             %s
      """
          .formatted(ServerEpoch.COLUMNS);

  static Server of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      return new Server(
          row.getInt(1),
          row.getString(2),
          row.getString(3),
          row.getBoolean(4),
          ServerEpoch.ofRow(row));
    }
  }

  /** Returns why a view that came with a later version cannot be read, or an empty text. */
  String needs(int version, String view) {
    return majorVersion >= version
        ? ""
        : "%s came with PostgreSQL %s, this is %s".formatted(view, version, majorVersion);
  }

  /** Returns why there are no counts of sessions, or an empty text if there are. */
  String whyNoCounts() {
    return counts ? "" : "track_counts is off, so the server counts nothing; set track_counts = on";
  }
}
