package io.stormdb.workloads.imdb;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The server that these tests share: the one that the environment names, or our own. */
final class TestServer {

  private static final PGSimpleDataSource DATA_SOURCE = open();

  private TestServer() {}

  static PGSimpleDataSource dataSource() {
    return DATA_SOURCE;
  }

  /** Opens a connection with a schema first on its search path. */
  static Connection connect(String schema) throws SQLException {
    return connect(DATA_SOURCE, schema);
  }

  private static Connection connect(PGSimpleDataSource dataSource, String schema)
      throws SQLException {
    Connection connection = dataSource.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema);
    }
    return connection;
  }

  /** Runs statements in a schema. */
  static void execute(String schema, String sql) {
    try (Connection connection = connect(schema);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs statements in another database. */
  static void execute(PGSimpleDataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs statements that name schemas themselves. */
  static void execute(String sql) {
    execute("public", sql);
  }

  static String string(String schema, String sql) {
    return strings(schema, sql).get(0);
  }

  static long number(String schema, String sql) {
    return Long.parseLong(string(schema, sql));
  }

  static String string(String sql) {
    return string("public", sql);
  }

  static long number(String sql) {
    return number("public", sql);
  }

  /** Returns a sum over all rows for each table of the workload, in the order of their load. */
  static List<String> checksums(String schema) {
    return checksums(DATA_SOURCE, schema);
  }

  /** Returns the same for a schema of another server. */
  static List<String> checksums(PGSimpleDataSource dataSource, String schema) {
    return ImdbSchema.TABLES.stream()
        .flatMap(
            table ->
                strings(
                    dataSource,
                    schema,
                    "SELECT '%1$s ' || count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM %1$s AS t"
                        .formatted(table))
                    .stream())
        .toList();
  }

  /** Returns the rows of a query in a schema, the columns of each separated by {@code |}. */
  static List<String> strings(String schema, String sql) {
    return strings(DATA_SOURCE, schema, sql);
  }

  /** Returns the same of another server. */
  static List<String> strings(PGSimpleDataSource dataSource, String schema, String sql) {
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
      throw new IllegalStateException(sql, e);
    }
  }

  private static PGSimpleDataSource open() {
    Map<String, String> env = System.getenv();
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    String host = env.get("STORMDB_TEST_HOST");
    if (host == null) {
      EmbeddedServer server =
          EmbeddedServer.start(
              ServerOptions.defaults()
                  .setting("shared_buffers", "256MB")
                  // the data is thrown away, and tests need not wait for a disk
                  .setting("fsync", "off"));
      dataSource.setURL(server.jdbcUrl());
      dataSource.setUser(server.user());
      dataSource.setPassword(server.password());
      return dataSource;
    }
    dataSource.setServerNames(new String[] {host});
    dataSource.setPortNumbers(
        new int[] {Integer.parseInt(env.getOrDefault("STORMDB_TEST_PORT", "5432"))});
    dataSource.setDatabaseName(env.getOrDefault("STORMDB_TEST_DB", "postgres"));
    dataSource.setUser(env.getOrDefault("STORMDB_TEST_USER", "postgres"));
    dataSource.setPassword(env.getOrDefault("STORMDB_TEST_PASSWORD", ""));
    return dataSource;
  }
}
