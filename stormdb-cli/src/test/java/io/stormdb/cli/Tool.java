package io.stormdb.cli;

import io.stormdb.embedded.EmbeddedServer;
import io.stormdb.embedded.ServerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in this process, and a server for it that tests share. */
final class Tool {

  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(
          ServerOptions.defaults()
              .setting("shared_buffers", "256MB")
              .setting("max_connections", "40"));

  private Tool() {}

  /** What came of a command. */
  record Outcome(int status, String out, String err) {}

  /** Runs a command without any server. */
  static Outcome run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), 0);
    int status = new CommandLineTool(terminal, environment).run(List.of(arguments));
    return new Outcome(status, out.toString(), err.toString());
  }

  /** Runs a command on the shared server. */
  static Outcome onServer(String... arguments) {
    return run(environment(), arguments);
  }

  static Map<String, String> environment() {
    return environment(SERVER);
  }

  /** Names a server to a command. */
  static Map<String, String> environment(EmbeddedServer server) {
    return Map.of(
        "STORMDB_DB_HOST", server.host(),
        "STORMDB_DB_PORT", Integer.toString(server.port()),
        "STORMDB_DB_USER", server.user(),
        "STORMDB_DB_PASSWORD", server.password());
  }

  static EmbeddedServer server() {
    return SERVER;
  }

  static String url() {
    return "postgres://" + SERVER.host() + ":" + SERVER.port() + "/postgres";
  }

  static List<String> ask(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  static void tell(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
