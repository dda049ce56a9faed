package io.stormdb.pgstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The processor time of the server's process behind a connection, if that process runs on this
 * machine under Linux. Which one it is, its title proves: it names the client's end of the
 * connection, and no process of another machine with the same number does that.
 */
final class BackendCpu {

  private static final Path PROCESSES = Path.of("/proc");

  private final Path process;
  private final String whyNot;

  private BackendCpu(Path process, String whyNot) {
    this.process = process;
    this.whyNot = whyNot;
  }

  /**
   * Finds the process.
   *
   * @param pooled whether a pooler may give each statement to another process
   */
  static BackendCpu of(Connection connection, boolean pooled) throws SQLException {
    if (pooled) {
      return new BackendCpu(PROCESSES, "a pooler may give each look to another process");
    }
    String sql =
        """
        SELECT /* stormdb:stats */ pg_backend_pid(),
               CASE WHEN inet_client_port() IS NULL THEN '[local]'
                    ELSE host(inet_client_addr()) || '(' || inet_client_port() || ')' END
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Path process = PROCESSES.resolve(row.getString(1));
      String client = row.getString(2);
      return new BackendCpu(
          process,
          isServer(process, client)
              ? ""
              : "the server's process is not visible on this machine, or not under Linux");
    }
  }

  private static boolean isServer(Path process, String client) {
    try {
      String title = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return title.startsWith("postgres") && title.contains(client);
    } catch (IOException e) {
      // not there, or somebody else's: the reason says both
      return false;
    }
  }

  /** Returns how long the process has been on a processor, to the nanosecond. */
  Observed<Duration> soFar() {
    if (!whyNot.isEmpty()) {
      return new Observed.Missing<>(whyNot);
    }
    try {
      String times = Files.readString(process.resolve("schedstat"), StandardCharsets.US_ASCII);
      return new Observed.Seen<>(
          Duration.ofNanos(Long.parseLong(times.substring(0, times.indexOf(" ")))));
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return new Observed.Missing<>("the time of the server's process cannot be read: " + e);
    }
  }
}
