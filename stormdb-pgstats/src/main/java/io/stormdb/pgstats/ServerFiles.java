package io.stormdb.pgstats;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The files of the kernel under a server, as far as they can be read.
 *
 * @param there those that the server reads itself; empty if the user may not have it do so
 * @param machine where the server runs
 * @param user who asks
 */
record ServerFiles(Optional<KernelFiles> there, Machine machine, String user) {

  static final String NO_LINUX = "its machine has no /proc/stat, so it is no Linux machine";

  private static final String MAY_READ_FILES =
      """
      SELECT /* stormdb:stats */
             has_function_privilege('pg_read_file(text, bigint, bigint, boolean)', 'EXECUTE')
               AND pg_has_role('pg_read_server_files', 'USAGE')
      """;

  /**
   * Finds out what can be read.
   *
   * @param connection in autocommit
   */
  static ServerFiles of(Connection connection, String user) throws SQLException {
    Optional<KernelFiles> there =
        Rows.one(connection, MAY_READ_FILES, row -> row.getBoolean(1))
            ? Optional.of(KernelFiles.ofServer(connection))
            : Optional.empty();
    return new ServerFiles(
        there, MachineProbe.probe(connection, there, KernelFiles.ofClient()), user);
  }

  HostFacts.ReadBy readBy() {
    return there.isPresent() ? HostFacts.ReadBy.SERVER : HostFacts.ReadBy.CLIENT;
  }

  /** Returns the files; those of this machine if the server runs here. */
  Observed<KernelFiles> files() {
    if (there.isEmpty() && machine != Machine.SAME) {
      return new Observed.Missing<>(
          ("user '%1$s' may not read files of the server, and nothing proves that the server runs"
                  + " on this machine; let a superuser run: GRANT pg_read_server_files TO %1$s;"
                  + " GRANT EXECUTE ON FUNCTION pg_read_file(text, bigint, bigint, boolean) TO %1$s")
              .formatted(user));
    }
    return new Observed.Seen<>(there.orElseGet(KernelFiles::ofClient));
  }
}
