package io.stormdb.cli;

import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.EmbeddedSettings;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL that is worked on: one that was named, or an embedded one that ends with this.
 *
 * @param dataSource opens connections
 * @param url names it, without a password
 * @param embedded the embedded one, if it is that
 */
record Server(DataSource dataSource, String url, Optional<EmbeddedServer> embedded)
    implements AutoCloseable {

  /** Returns the server of a configuration, started if it is an embedded one. */
  static Server of(Configuration configuration, Terminal terminal) {
    Optional<ServerAddress> address = configuration.server();
    return address.isPresent()
        ? new Server(address.get().dataSource(), address.get().url(), Optional.empty())
        : start(configuration.embedded(), terminal);
  }

  private static Server start(EmbeddedSettings settings, Terminal terminal) {
    ServerOptions options =
        ServerOptions.defaults()
            .majorVersion(settings.version())
            .unsafe(settings.unsafe())
            .progress(line -> terminal.say("stormdb: " + line));
    if (settings.data().isPresent()) {
      options = options.dataDirectory(settings.data().get());
    }
    for (Map.Entry<String, String> setting : settings.settings().entrySet()) {
      options = options.setting(setting.getKey(), setting.getValue());
    }
    EmbeddedServer server = EmbeddedServer.start(options);
    terminal.say("stormdb: " + server.describe());
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.jdbcUrl());
    dataSource.setUser(server.user());
    dataSource.setPassword(server.password());
    return new Server(
        dataSource,
        "postgres://%s:%d/%s".formatted(server.host(), server.port(), server.database()),
        Optional.of(server));
  }

  /**
   * Lets the server show what statements cost, if that is ours to decide: on an embedded one. The
   * run goes on without it if that cannot be done.
   */
  void showStatements(Terminal terminal) {
    if (embedded.isPresent()) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      } catch (SQLException e) {
        terminal.say("stormdb: cannot create the extension pg_stat_statements: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedServer::close);
  }
}
