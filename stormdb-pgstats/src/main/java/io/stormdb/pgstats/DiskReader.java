package io.stormdb.pgstats;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Looks how full the disk of a server is, which no function of a server tells. */
final class DiskReader {

  private static final String DIRECTORY =
      "SELECT /* stormdb:stats */ max(setting) FROM pg_settings WHERE name = 'data_directory'";

  private static final String STARTED =
      "SELECT /* stormdb:stats */ extract(epoch FROM pg_postmaster_start_time())::bigint";

  /** The server writes the second, and rounds it in another way than the query does. */
  private static final long ROUNDING_SECONDS = 2;

  /** Where the file of a running server has the second of its start. */
  private static final int LINE_OF_START = 2;

  private DiskReader() {}

  static Observed<DiskSpace> read(Connection connection, Server server, Machine machine)
      throws SQLException {
    if (machine != Machine.SAME) {
      return new Observed.Missing<>(
          "no function of a server tells how full its disk is, and "
              + (machine == Machine.OTHER
                  ? "this one runs on another machine"
                  : "nothing proves that this one runs on this machine"));
    }
    Optional<String> directory =
        Rows.one(connection, DIRECTORY, row -> Optional.ofNullable(row.getString(1)));
    if (directory.isEmpty()) {
      return new Observed.Missing<>(
          "user '%1$s' may not see where the data is; let a superuser run: GRANT pg_read_all_settings TO %1$s"
              .formatted(server.user()));
    }
    long started = Rows.one(connection, STARTED, row -> row.getLong(1));
    return space(Path.of(directory.get()), started);
  }

  private static Observed<DiskSpace> space(Path data, long startedSecond) {
    try {
      String here = Files.readAllLines(data.resolve("postmaster.pid")).get(LINE_OF_START).strip();
      // in a container, the same path leads somewhere else
      if (Math.abs(Long.parseLong(here) - startedSecond) > ROUNDING_SECONDS) {
        return new Observed.Missing<>(
            "the folder that has the name of the server's data here is not the server's");
      }
      FileStore store = Files.getFileStore(data);
      return new Observed.Seen<>(new DiskSpace(store.getTotalSpace(), store.getUsableSpace()));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return new Observed.Missing<>(
          "this process may not look into the folder of the server's data");
    }
  }
}
