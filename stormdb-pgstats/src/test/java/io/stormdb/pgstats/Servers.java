package io.stormdb.pgstats;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers whose statistics nothing disturbs but the test. */
final class Servers {

  private Servers() {}

  static EmbeddedServer start(int version, String... settings) {
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

  static PGSimpleDataSource dataSource(EmbeddedServer server) {
    return as(server, server.user(), server.password());
  }

  static PGSimpleDataSource as(EmbeddedServer server, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  static void tell(EmbeddedServer server, String... statements) throws SQLException {
    try (Connection connection = dataSource(server).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
