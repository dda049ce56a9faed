package io.stormdb.cli;

import io.stormdb.core.SessionTarget;
import io.stormdb.core.config.Configuration;
import io.stormdb.core.config.EmbeddedSettings;
import io.stormdb.core.config.Password;
import io.stormdb.core.config.ServerAddress;
import io.stormdb.core.config.SslMode;
import io.stormdb.embedded.EmbeddedException;
import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The PostgreSQL that is worked on: one that was named, or an embedded one that ends with this.
 *
 * @param control opens connections for all that prepares, loads, checks and watches
 * @param transactions opens those of a load, but for those that are split off
 * @param reads opens those of transactions that only read, if they are split off
 * @param embedded the embedded ones, a primary and its standbys, if it is that
 */
record Server(
    Place control, Place transactions, Optional<Place> reads, List<EmbeddedServer> embedded)
    implements AutoCloseable {

  /**
   * Where connections lead to.
   *
   * @param dataSource opens them
   * @param url names it, without a password
   */
  record Place(DataSource dataSource, String url) {}

  /** Returns the server of a configuration, started if it is an embedded one. */
  static Server of(Configuration configuration, Terminal terminal) {
    Optional<ServerAddress> address = configuration.server();
    if (address.isEmpty()) {
      return start(configuration, terminal);
    }
    SessionTarget control = configuration.controlTarget();
    SessionTarget transactions = configuration.transactionTarget();
    Place first = place(address.get(), configuration, control);
    return new Server(
        first,
        transactions == control ? first : place(address.get(), configuration, transactions),
        configuration.readTarget().map(target -> place(address.get(), configuration, target)),
        List.of());
  }

  private static Place place(
      ServerAddress address, Configuration configuration, SessionTarget target) {
    return new Place(
        address.dataSource(
            configuration.queryMode(),
            configuration.connectTimeout().orElse(ServerAddress.CONNECT_TIMEOUT),
            target),
        address.url(target));
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
    Place place = embedded(server, configuration, terminal, "");
    if (configuration.readTarget().isEmpty()) {
      return new Server(place, place, Optional.empty(), List.of(server));
    }
    try {
      EmbeddedServer standby = server.standby();
      Place reads = embedded(standby, configuration, terminal, "its standby, ");
      return new Server(place, place, Optional.of(reads), List.of(server, standby));
    } catch (EmbeddedException e) {
      server.close();
      throw e;
    }
  }

  private static Place embedded(
      EmbeddedServer server, Configuration configuration, Terminal terminal, String what) {
    // the load runs on the server's own machine, where a Unix-domain socket is the shorter way
    String host = server.socketDirectory().map(Path::toString).orElse(server.host());
    terminal.say(
        "stormdb: %s%s, connected by %s"
            .formatted(
                what,
                server.describe(),
                server.socketDirectory().isPresent() ? "Unix-domain socket in " + host : "TCP"));
    return place(
        new ServerAddress(
            host,
            server.port(),
            server.database(),
            server.user(),
            Optional.of(Password.of(server.password())),
            SslMode.PREFER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        configuration,
        SessionTarget.ANY);
  }

  boolean isEmbedded() {
    return !embedded.isEmpty();
  }

  /**
   * Lets the server show what statements cost, if that is ours to decide: on an embedded one. The
   * run goes on without it if that cannot be done.
   */
  void showStatements(Terminal terminal) {
    if (isEmbedded()) {
      try (Connection connection = control.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      } catch (SQLException e) {
        terminal.say("stormdb: cannot create the extension pg_stat_statements: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    // a standby first: what it follows must not go away before
    for (int i = embedded.size() - 1; i >= 0; i--) {
      embedded.get(i).close();
    }
  }
}
