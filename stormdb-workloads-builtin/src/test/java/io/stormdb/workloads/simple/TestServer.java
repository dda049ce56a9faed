package io.stormdb.workloads.simple;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The server that these tests share: the one that the environment names, or our own. */
final class TestServer {

  private static final PGSimpleDataSource DATA_SOURCE = open();

  private TestServer() {}

  static PGSimpleDataSource dataSource() {
    return DATA_SOURCE;
  }

  static void execute(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static long number(String sql) {
    return Long.parseLong(string(sql));
  }

  static String string(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
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
              // nothing here is about surviving a crash, and much about many small writes
              ServerOptions.defaults().unsafe(true).setting("shared_buffers", "128MB"));
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
