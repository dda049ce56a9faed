package io.stormdb.core;

import io.stormdb.api.Isolation;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A primary and a standby that follows it. */
record Replicated(EmbeddedServer primary, EmbeddedServer standby) implements AutoCloseable {

  static Replicated start() {
    EmbeddedServer primary =
        EmbeddedServer.start(
            ServerOptions.defaults()
                .setting("shared_buffers", "32MB")
                .setting("autovacuum", "off")
                .setting("max_connections", "60")
                // a standby that was away finds what it has missed
                .setting("wal_keep_size", "256MB"));
    return new Replicated(primary, primary.standby());
  }

  static Host tcp(EmbeddedServer server) {
    return new Host(server.host(), server.port());
  }

  ServerAddress address(boolean random, Host... hosts) {
    return new ServerAddress(
        List.of(hosts),
        primary.database(),
        primary.user(),
        Optional.of(Password.of(primary.password())),
        SslMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        random);
  }

  /** Returns both, the standby first: whoever takes the first without looking is wrong. */
  ServerAddress address() {
    return address(false, tcp(standby), tcp(primary));
  }

  DataSource source(SessionTarget target) {
    return source(address(), target);
  }

  static DataSource source(ServerAddress address, SessionTarget target) {
    return address.dataSource(QueryMode.PREPARED, Duration.ofSeconds(5), target);
  }

  DataSource only(EmbeddedServer server) {
    return address(false, tcp(server)).dataSource();
  }

  /** Returns what runs on the primary, with reads on the standby. */
  StormDb split(SessionTarget reads) {
    ServerAddress address = address();
    return StormDb.on(source(SessionTarget.READ_WRITE))
        .describedAs(address.url(SessionTarget.READ_WRITE))
        .readsOn(source(reads), address.url(reads))
        .catalog(WorkloadCatalog.of(List.of(new WherePlugin())));
  }

  String ask(EmbeddedServer server, String sql) {
    try (Connection connection = only(server).getConnection()) {
      return Database.string(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Asks in another database, where it does not change what the server counts for ours. */
  String askAside(EmbeddedServer server, String sql) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setDatabaseName("template1");
    source.setUser(server.user());
    source.setPassword(server.password());
    try (Connection connection = source.getConnection()) {
      return Database.string(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Asks until it is so. A session that never ends shall not keep a test for ever. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited in vain");
      }
    }
  }

  /** Returns the transactions that a server has counted, when all that made some have ended. */
  long commits(EmbeddedServer server) {
    String others = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'";
    await(() -> askAside(server, others).equals("0"));
    return Long.parseLong(
        askAside(server, "SELECT xact_commit FROM pg_stat_database WHERE datname = 'postgres'"));
  }

  /** Returns how many transactions a server counts for connecting and setting a session up. */
  long commitsOfAConnection(EmbeddedServer server) throws SQLException {
    Opening opening =
        new Opening(
            new Database(only(server), "it"),
            "stormdb_where",
            "stormdb:test",
            Map.of(),
            Isolation.READ_COMMITTED,
            Optional.empty(),
            Pooler.NONE,
            new SetupRecorder());
    long before = commits(server);
    for (int i = 0; i < 10; i++) {
      opening.open().close();
    }
    long counted = commits(server) - before;
    if (counted % 10 != 0) {
      throw new IllegalStateException("10 connections made " + counted + " transactions");
    }
    return counted / 10;
  }

  void tell(EmbeddedServer server, String sql) {
    try (Connection connection = only(server).getConnection()) {
      Database.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    Stream.of(standby, primary).forEach(EmbeddedServer::close);
  }
}
