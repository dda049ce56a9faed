package io.stormdb.workloads.vector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Whether a server has the extension. */
final class Pgvector {

  private Pgvector() {}

  /** Skips a test, and says why, where the shared server has no pgvector. */
  static void require() throws SQLException {
    require(TestServer.dataSource());
  }

  /** Skips a test, and says why, where a server has no pgvector. */
  static void require(PGSimpleDataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT FROM pg_available_extensions WHERE name = 'vector'")) {
      boolean available = rows.next();
      String reason = "the server has no pgvector; build it with .ci/pgvector";
      if (!available) {
        System.out.println("skipped: " + reason);
      }
      assumeTrue(available, reason);
    }
  }
}
