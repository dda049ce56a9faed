package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What one row of an answer becomes.
 *
 * @param <T> that
 */
interface Rows<T> {

  /** Returns what the current row becomes. */
  T of(ResultSet row) throws SQLException;

  /** Asks, and returns what all rows become. */
  static <T> List<T> all(Connection connection, String sql, Rows<T> rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<T> found = new ArrayList<>();
      while (answer.next()) {
        found.add(rows.of(answer));
      }
      return List.copyOf(found);
    }
  }

  /** Asks, and returns what the only row becomes. */
  static <T> T one(Connection connection, String sql, Rows<T> rows) throws SQLException {
    return all(connection, sql, rows).get(0);
  }
}
