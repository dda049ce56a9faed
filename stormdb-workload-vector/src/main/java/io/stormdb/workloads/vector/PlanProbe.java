package io.stormdb.workloads.vector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Asks the server whether a search goes through the index. */
final class PlanProbe {

  private PlanProbe() {}

  /**
   * Returns whether the plan of a search among all rows uses the index.
   *
   * @param connection in autocommit; its settings are as before when this returns
   * @param settings those of the sessions of workers
   */
  static boolean usesIndex(
      Connection connection, Options options, Object query, Map<String, String> settings)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)");
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN " + Search.text(100, options))) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        set.setString(1, setting.getKey());
        set.setString(2, setting.getValue());
        set.execute();
      }
      for (int i = 1; i <= Search.binds(options); i++) {
        explain.setObject(i, query);
      }
      boolean found = false;
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          found |= lines.getString(1).contains(VectorSchema.INDEX);
        }
      }
      return found;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
