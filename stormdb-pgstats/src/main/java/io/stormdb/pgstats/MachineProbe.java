package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Finds out whether a server runs on the client's machine. An address does not tell: behind a
 * tunnel, a server far away is at 127.0.0.1 as well.
 */
final class MachineProbe {

  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  /** What the server writes into the title of the process of this session. */
  private static final String SESSION =
      """
      SELECT /* stormdb:stats */ pg_backend_pid(),
             session_user || ' ' || current_database() || ' '
               || coalesce(host(inet_client_addr()) || '(' || inet_client_port() || ')', '[local]')
      """;

  private MachineProbe() {}

  /**
   * Finds out.
   *
   * @param ofServer the server's files, if it may be asked for them
   * @param ofClient the client's
   */
  static Machine probe(Connection connection, Optional<KernelFiles> ofServer, KernelFiles ofClient)
      throws SQLException {
    Optional<String> here = ofClient.read(BOOT_ID);
    Optional<String> there = ofServer.isPresent() ? ofServer.get().read(BOOT_ID) : Optional.empty();
    if (here.isPresent() && there.isPresent()) {
      return here.equals(there) ? Machine.SAME : Machine.OTHER;
    }
    return hasProcessHere(connection, ofClient) ? Machine.SAME : Machine.UNKNOWN;
  }

  private static boolean hasProcessHere(Connection connection, KernelFiles ofClient)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SESSION)) {
      row.next();
      String title = ofClient.read("/proc/" + row.getInt(1) + "/cmdline").orElse("");
      return title.startsWith("postgres: ") && title.contains(row.getString(2));
    }
  }
}
