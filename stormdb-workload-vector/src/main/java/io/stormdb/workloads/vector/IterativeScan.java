package io.stormdb.workloads.vector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** How a filtered search goes on when the index has given too few rows. */
final class IterativeScan {

  /** What every version of pgvector does. */
  static final String OFF = "off";

  private static final Pattern TOO_OLD = Pattern.compile("0\\.[0-7](\\..*)?");

  private IterativeScan() {}

  /**
   * Insists that the database has a version that can do what is wanted.
   *
   * @throws IllegalArgumentException if it has not
   */
  static void require(String wanted, Connection connection) throws SQLException {
    if (wanted.equals(OFF)) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT extversion FROM pg_extension WHERE extname = 'vector'")) {
      if (rows.next() && TOO_OLD.matcher(rows.getString(1)).matches()) {
        throw new IllegalArgumentException(
            "iterative_scan %s needs pgvector 0.8 or later, and the database has %s; leave it off, or install a newer one and run: ALTER EXTENSION vector UPDATE"
                .formatted(wanted, rows.getString(1)));
      }
    }
  }
}
