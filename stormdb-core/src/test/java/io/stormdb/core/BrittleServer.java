package io.stormdb.core;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that a test takes away from a load, and asks afterwards what the load has left. */
final class BrittleServer implements AutoCloseable {

  private final EmbeddedServer server =
      EmbeddedServer.start(
          ServerOptions.defaults()
              .setting("shared_buffers", "32MB")
              .setting("deadlock_timeout", "10ms"));

  int port() {
    return server.port();
  }

  /** Returns its database as it is reached through a port, which may be that of a proxy. */
  PGSimpleDataSource at(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setPortNumbers(new int[] {port});
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = at(port()).getConnection()) {
      Database.execute(connection, sql);
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = at(port()).getConnection()) {
      return Long.parseLong(Database.string(connection, sql));
    }
  }

  /** A backend reports when it ends, and nobody waits for that: asks until the number is there. */
  long settled(String sql, long expected) throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    long seen = number(sql);
    while (seen < expected && System.nanoTime() - deadline < 0) {
      seen = number(sql);
    }
    return seen;
  }

  /**
   * Ends sessions.
   *
   * @param which what is true of them in {@code pg_stat_activity}
   */
  void terminate(String which) {
    try {
      execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + which);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again, perhaps after a crash, and returns how long it was away at most. */
  Duration restart(boolean crash) {
    long from = System.nanoTime();
    if (crash) {
      server.crash();
    }
    server.restart();
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** Takes it away until it is started again. */
  void crash() {
    server.crash();
  }

  @Override
  public void close() {
    server.close();
  }
}
