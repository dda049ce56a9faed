package io.stormdb.core;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Finds out where a run takes place. */
final class EnvironmentProbe {

  /** Settings that may hold passwords or commands are nobody's business. */
  private static final String SETTINGS =
      """
      SELECT name, current_setting(name) FROM pg_settings
       WHERE source NOT IN ('default', 'override', 'client', 'session')
         AND name !~ '(conninfo|command|passphrase|_file$|_directory$|^cluster_name$)'
      """;

  private EnvironmentProbe() {}

  /**
   * Looks around.
   *
   * @param url names the server
   * @param plugin names the plug-in of the workload
   * @param sessionSettings what workers set in their sessions
   */
  static Environment probe(
      Connection connection, String url, String plugin, Map<String, String> sessionSettings)
      throws SQLException {
    Map<String, String> settings = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    settings.putAll(sessionSettings);
    Runtime runtime = Runtime.getRuntime();
    return new Environment(
        url,
        Database.string(connection, "SHOW server_version"),
        settings,
        stormDbVersion(),
        plugin,
        connection.getMetaData().getDriverName()
            + " "
            + connection.getMetaData().getDriverVersion(),
        QueryMode.of(connection),
        Runtime.version().toString(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        runtime.availableProcessors(),
        runtime.maxMemory());
  }

  /** Returns the version and the commit that this was built from, as the build wrote them down. */
  static String stormDbVersion() {
    Properties built = new Properties();
    try (InputStream in = EnvironmentProbe.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        built.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("build.properties of stormdb-core cannot be read", e);
    }
    String commit = built.getProperty("commit", "").strip();
    String version = built.getProperty("version", "unknown");
    String changes = "true".equals(built.getProperty("dirty")) ? " with changes" : "";
    return commit.isEmpty() || commit.startsWith("$")
        ? version
        : version + " (" + commit + changes + ")";
  }
}
