package io.stormdb.pgstats;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers whose statistics nothing disturbs but the test. */
public final class Servers {

  /** Far longer than anything takes; who missed what it waits for shall fail, and not hang. */
  static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private Servers() {}

  public static EmbeddedServer start(int version, String... settings) {
    ServerOptions options =
        ServerOptions.defaults()
            .majorVersion(version)
            .setting("shared_buffers", "32MB")
            .setting("autovacuum", "off")
            .setting("max_connections", "30")
            // the larger it is, the longer a statement's statistics take to read
            .setting("pg_stat_statements.max", "1000");
    for (int i = 0; i < settings.length; i += 2) {
      options = options.setting(settings[i], settings[i + 1]);
    }
    return EmbeddedServer.start(options);
  }

  public static PGSimpleDataSource dataSource(EmbeddedServer server) {
    return as(server, server.user(), server.password());
  }

  public static PGSimpleDataSource as(EmbeddedServer server, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  public static void tell(EmbeddedServer server, String... statements) throws SQLException {
    try (Connection connection = dataSource(server).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Waits until connections that were closed have ended, and what they did is counted.
   *
   * @param connection looks; stays open, or it would be one that has not ended
   * @param open how many others are still open
   */
  public static void awaitOthers(Connection connection, int open) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean alone = false;
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!alone) {
        try (ResultSet row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM pg_stat_activity
                         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) = %d
                       -- before 15, the counters of a database begin with what is first counted
                       AND (current_setting('server_version_num')::int >= 150000
                            OR (SELECT stats_reset IS NOT NULL FROM pg_stat_database
                                 WHERE datname = current_database()))
                """
                    .formatted(open))) {
          row.next();
          alone = row.getBoolean(1);
        }
        park(deadline, open + " other sessions");
      }
    }
    if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
      awaitNews(connection);
    }
  }

  /** Before 15, a session may show what it showed half a second ago. */
  private static void awaitNews(Connection connection) throws SQLException {
    String now;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      now = row.getString(1);
    }
    await(
        connection,
        "SELECT coalesce(pg_stat_get_snapshot_timestamp() > '%s', false)".formatted(now));
  }

  /** Opens a session with an {@code application_name}. */
  static Connection session(EmbeddedServer server, String name) throws SQLException {
    Connection connection = dataSource(server).getConnection();
    execute(connection, "SET application_name = '" + name + "'");
    return connection;
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Executes on a thread of its own, for what is going to wait. */
  public static CompletableFuture<Void> later(Connection connection, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            execute(connection, sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  /** Waits until a query says true. */
  public static void await(Connection connection, String condition) throws SQLException {
    boolean isMet = false;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isMet) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(condition)) {
        row.next();
        isMet = row.getBoolean(1);
      }
      park(deadline, condition);
    }
  }

  /** Waits a moment before it is asked again, but not for ever. */
  static void park(long deadlineNanos, String condition) {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new IllegalStateException("waited in vain for: " + condition);
    }
    LockSupport.parkNanos(1_000_000);
  }
}
