package io.stormdb.pgstats;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings that matter, and those that somebody has set. */
final class SettingsReader {

  /** What a driver or a session sets for itself is no setting of the server. */
  private static final String SQL =
      """
      SELECT /* stormdb:stats */ name, current_setting(name), setting, unit, source
        FROM pg_settings
       WHERE name = ANY (?)
          OR source NOT IN ('default', 'override', 'dynamic default', 'client', 'session')
       ORDER BY name
      """;

  private SettingsReader() {}

  static List<Setting> read(Connection connection) throws SQLException {
    Array matter = connection.createArrayOf("text", ServerFacts.SETTINGS_THAT_MATTER.toArray());
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, matter);
      List<Setting> settings = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          settings.add(
              new Setting(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  Optional.ofNullable(rows.getString(4)),
                  rows.getString(5)));
        }
      }
      return settings;
    }
  }
}
