package io.stormdb.testkit;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the server is that all tests of a process share: found when it is first asked for. */
final class SharedServer {

  static final PGSimpleDataSource DATA_SOURCE = open(System.getenv());

  private SharedServer() {}

  private static PGSimpleDataSource open(Map<String, String> environment) {
    return environment.containsKey("STORMDB_TEST_HOST") ? named(environment) : started();
  }

  private static PGSimpleDataSource started() {
    // never closed: it ends with the process
    return FreshServer.dataSource(
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("shared_buffers", "256MB")
                // the data is thrown away, and tests need not wait for a disk
                .setting("fsync", "off")));
  }

  static PGSimpleDataSource named(Map<String, String> environment) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(new String[] {environment.getOrDefault("STORMDB_TEST_HOST", "")});
    dataSource.setPortNumbers(
        new int[] {Integer.parseInt(environment.getOrDefault("STORMDB_TEST_PORT", "5432"))});
    dataSource.setDatabaseName(environment.getOrDefault("STORMDB_TEST_DB", "postgres"));
    dataSource.setUser(environment.getOrDefault("STORMDB_TEST_USER", "postgres"));
    dataSource.setPassword(environment.getOrDefault("STORMDB_TEST_PASSWORD", ""));
    return dataSource;
  }
}
