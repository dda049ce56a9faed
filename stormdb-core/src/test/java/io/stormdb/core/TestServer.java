package io.stormdb.core;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The server that this module's tests share: the one that the environment names, or our own. */
public final class TestServer {

  private static final PGSimpleDataSource DATA_SOURCE = open();

  private TestServer() {}

  public static PGSimpleDataSource dataSource() {
    return DATA_SOURCE;
  }

  /** Returns the same database as seen by somebody else. */
  static PGSimpleDataSource as(String user, String password) {
    PGSimpleDataSource other = new PGSimpleDataSource();
    other.setURL(DATA_SOURCE.getURL());
    other.setUser(user);
    other.setPassword(password);
    return other;
  }

  public static void execute(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public static String string(String sql) {
    return strings(sql).get(0);
  }

  static List<String> strings(String sql) {
    try (Connection connection = DATA_SOURCE.getConnection()) {
      return Database.strings(connection, sql);
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
                  // what the server counts is then what the tests have done
                  .setting("autovacuum", "off"));
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
