package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds out what a server is and how it is set up. Each part fails alone. */
final class FactsReader {

  private static final String EXTENSIONS =
      """
      SELECT /* stormdb:stats */ wanted.name, e.installed_version, e.default_version
        FROM unnest(ARRAY['pg_stat_statements', 'vector', 'pg_trgm'])
               WITH ORDINALITY AS wanted(name, place)
        LEFT JOIN pg_available_extensions e ON e.name = wanted.name
       ORDER BY wanted.place
      """;

  private static final String VERSION =
      "SELECT /* stormdb:stats */ current_setting('server_version')";

  private final Connection connection;
  private final Server server;

  private FactsReader(Connection connection, Server server) {
    this.connection = connection;
    this.server = server;
  }

  /**
   * Reads what there is.
   *
   * @param connection in autocommit
   */
  static Observed<ServerFacts> read(Connection connection, Server server) {
    return attempt("facts about the server", () -> new FactsReader(connection, server).facts());
  }

  private interface Reading<T> {
    Observed<T> read() throws SQLException;
  }

  private static <T> Observed<T> attempt(String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (SQLException e) {
      return new Observed.Missing<>(
          "%s cannot be read: %s".formatted(what, StatisticsSession.message(e)));
    }
  }

  private Observed<ServerFacts> facts() throws SQLException {
    ServerFiles files = ServerFiles.of(connection, server.user());
    Machine machine = files.machine();
    return new Observed.Seen<>(
        new ServerFacts(
            Rows.one(connection, VERSION, FactsReader::version),
            server.majorVersion(),
            machine,
            SettingsReader.read(connection),
            Rows.all(connection, EXTENSIONS, FactsReader::extension),
            attempt("the machine of the server", () -> host(files)),
            attempt("the disk of the server", () -> DiskReader.read(connection, server, machine)),
            attempt("indexes", () -> DuplicatesReader.read(connection))));
  }

  /** Debian and others append the name of their package. */
  private static String version(ResultSet row) throws SQLException {
    return row.getString(1).split(" ", 2)[0];
  }

  private static ExtensionState extension(ResultSet row) throws SQLException {
    return new ExtensionState(
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        Optional.ofNullable(row.getString(3)));
  }

  private static Observed<HostFacts> host(ServerFiles from) throws SQLException {
    Observed<KernelFiles> files = from.files();
    if (files instanceof Observed.Missing<KernelFiles> missing) {
      return new Observed.Missing<>(missing.reason());
    }
    return new HostReader(files.find().orElseThrow(), from.readBy())
        .read()
        .<Observed<HostFacts>>map(Observed.Seen::new)
        .orElseGet(() -> new Observed.Missing<>(ServerFiles.NO_LINUX));
  }
}
