package io.stormdb.cli;

import io.stormdb.core.QueryMode;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.EmbeddedSettings;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

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
        ? at(address.get(), configuration, Optional.empty())
        : start(configuration, terminal);
  }

  private static Server at(
      ServerAddress address, Configuration configuration, Optional<EmbeddedServer> embedded) {
    QueryMode mode = configuration.queryMode();
    DataSource dataSource =
        configuration
            .connectTimeout()
            .map(timeout -> address.dataSource(mode, timeout))
            .orElseGet(() -> address.dataSource(mode));
    return new Server(dataSource, address.url(), embedded);
  }

  private static Server start(Configuration configuration, Terminal terminal) {
    EmbeddedSettings settings = configuration.embedded();
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
    // the load runs on the server's own machine, where a Unix-domain socket is the shorter way
    String host = server.socketDirectory().map(Path::toString).orElse(server.host());
    terminal.say(
        "stormdb: %s, connected by %s"
            .formatted(
                server.describe(),
                server.socketDirectory().isPresent() ? "Unix-domain socket in " + host : "TCP"));
    ServerAddress address =
        new ServerAddress(
            host,
            server.port(),
            server.database(),
            server.user(),
            Optional.of(Password.of(server.password())),
            SslMode.PREFER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return at(address, configuration, Optional.of(server));
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
