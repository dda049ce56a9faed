package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own on the shared server: only one test adds to its statistics. */
final class CountedDatabase implements AutoCloseable {

  private final String name;

  CountedDatabase(String name) {
    this.name = name;
    close();
    TestServer.execute("CREATE DATABASE " + name);
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource shared = TestServer.dataSource();
    PGSimpleDataSource source = TestServer.as(shared.getUser(), shared.getPassword());
    source.setDatabaseName(name);
    return source;
  }

  /** Returns how many more transactions the server counts for a run than its result has. */
  long othersIn(Supplier<RunResult> run) throws SQLException {
    long before = commits();
    RunResult result = run.get();
    return commits() - before - result.counts().committed() - result.warmupCounts().committed();
  }

  /**
   * Returns how many transactions the server has counted once that number stays. Statistics arrive
   * late, before PostgreSQL 15 by up to half a second after a session's end.
   */
  private long commits() throws SQLException {
    long last = -1;
    long stableSince = System.nanoTime();
    try (Connection connection = TestServer.dataSource().getConnection()) {
      while (System.nanoTime() - stableSince < 1_500_000_000L) {
        Database.execute(connection, "SELECT pg_stat_clear_snapshot()");
        long now =
            Long.parseLong(
                Database.string(
                    connection,
                    "SELECT xact_commit FROM pg_stat_database WHERE datname = '" + name + "'"));
        if (now != last) {
          last = now;
          stableSince = System.nanoTime();
        }
      }
    }
    return last;
  }

  @Override
  public void close() {
    TestServer.execute("DROP DATABASE IF EXISTS " + name);
  }
}
