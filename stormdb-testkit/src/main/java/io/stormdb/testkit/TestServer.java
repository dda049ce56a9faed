package io.stormdb.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server that all tests of a process share: the one that the environment names, or a real
 * PostgreSQL of our own that ends with the process. It is named by {@code STORMDB_TEST_HOST}, and
 * further by {@code STORMDB_TEST_PORT} (5432 if absent), {@code STORMDB_TEST_DB} and {@code
 * STORMDB_TEST_USER} (both {@code postgres}), and {@code STORMDB_TEST_PASSWORD} (empty).
 *
 * <p>Schemas are given as in SQL, so one that needs quotes has them. Each method opens a connection
 * of its own: safe for use by many threads.
 */
public final class TestServer {

  private TestServer() {}

  /** Returns where the server is. It is the same object each time: leave it as it is. */
  public static PGSimpleDataSource dataSource() {
    return SharedServer.DATA_SOURCE;
  }

  /**
   * Opens a connection as a run of a workload has it: with a schema first on its search path, and
   * {@code public} behind it. Whoever calls this closes it.
   *
   * @throws SQLException if the server cannot be reached
   */
  public static Connection connect(String schema) throws SQLException {
    return connect(dataSource(), schema);
  }

  private static Connection connect(DataSource dataSource, String schema) throws SQLException {
    Connection connection = dataSource.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Runs statements, separated by semicolons, in a schema.
   *
   * @throws IllegalStateException if the server refuses one, with its reason
   */
  public static void execute(String schema, String sql) {
    execute(dataSource(), schema, sql);
  }

  /**
   * Runs statements that name schemas themselves.
   *
   * @throws IllegalStateException if the server refuses one, with its reason
   */
  public static void execute(String sql) {
    execute("public", sql);
  }

  /**
   * Runs statements that name schemas themselves in another database.
   *
   * @throws IllegalStateException if the server refuses one, with its reason
   */
  public static void execute(DataSource dataSource, String sql) {
    execute(dataSource, "public", sql);
  }

  private static void execute(DataSource dataSource, String schema, String sql) {
    try (Connection connection = connect(dataSource, schema);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw refused(schema, sql, e);
    }
  }

  /**
   * Returns the first row of a query in a schema, its columns separated by {@code |}.
   *
   * @throws IllegalStateException if there is none, or the server refuses the query
   */
  public static String string(String schema, String sql) {
    return strings(schema, sql).stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no rows in schema %s: %s".formatted(schema, sql)));
  }

  /** Returns the same of a query that names schemas itself. */
  public static String string(String sql) {
    return string("public", sql);
  }

  /**
   * Returns the only column of the first row of a query in a schema.
   *
   * @throws IllegalStateException if there is no row, or the server refuses the query
   * @throws NumberFormatException if it is not a whole number
   */
  public static long number(String schema, String sql) {
    return Long.parseLong(string(schema, sql));
  }

  /** Returns the same of a query that names schemas itself. */
  public static long number(String sql) {
    return number("public", sql);
  }

  /**
   * Returns the rows of a query in a schema, the columns of each separated by {@code |}, and {@code
   * null} for a null.
   *
   * @throws IllegalStateException if the server refuses the query, with its reason
   */
  public static List<String> strings(String schema, String sql) {
    return strings(dataSource(), schema, sql);
  }

  /**
   * Returns the same of a schema in another database.
   *
   * @throws IllegalStateException if the server refuses the query, with its reason
   */
  public static List<String> strings(DataSource dataSource, String schema, String sql) {
    try (Connection connection = connect(dataSource, schema);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join("|", columns));
      }
      return found;
    } catch (SQLException e) {
      throw refused(schema, sql, e);
    }
  }

  private static IllegalStateException refused(String schema, String sql, SQLException reason) {
    return new IllegalStateException(
        "refused in schema %s: %s; %s".formatted(schema, sql, reason.getMessage()), reason);
  }
}
