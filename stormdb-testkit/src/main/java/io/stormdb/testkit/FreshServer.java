package io.stormdb.testkit;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers that a test has for itself, with nothing in them. Safe for use by many threads. */
public final class FreshServer {

  private FreshServer() {}

  /**
   * Starts a server of a major version, with settings for tests: it does not wait for a disk, and
   * its data goes with it. Whoever calls this closes it.
   *
   * @param majorVersion the version, such as 17
   * @throws io.stormdb.embedded.EmbeddedException if it cannot be found or started
   */
  public static EmbeddedServer ofVersion(int majorVersion) {
    return EmbeddedServer.start(
        ServerOptions.defaults()
            .majorVersion(majorVersion)
            // the data is thrown away, and tests need not wait for a disk
            .unsafe(true)
            .setting("shared_buffers", "256MB"));
  }

  /** Returns the database of a server, as its superuser sees it; each time another object. */
  public static PGSimpleDataSource dataSource(EmbeddedServer server) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
    return dataSource;
  }
}
