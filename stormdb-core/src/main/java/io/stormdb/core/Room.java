package io.stormdb.core;

import io.stormdb.api.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Looks whether data will fit on the disk of the server, as far as that can be known: the server
 * must be on this machine, and tell where its data is.
 */
final class Room {

  /** What belongs to the server and is in a folder that we can see as well. */
  private static final String LOCAL_DATA_DIRECTORY =
      """
      SELECT setting FROM pg_settings
       WHERE name = 'data_directory'
         AND (inet_server_addr() IS NULL OR inet_server_addr() = inet_client_addr())
      """;

  /** The write-ahead log and the sorts of index builds need room as well. */
  private static final double SHARE_OF_DISK = 0.9;

  private static final double GIB = 1 << 30;

  private Room() {}

  /**
   * Refuses a load that cannot fit.
   *
   * @throws StormDbException if the data would need more than what is free
   */
  static void require(Connection connection, Workload workload, int scale) throws SQLException {
    long needed = workload.expectedBytes(scale);
    List<String> directory = Database.strings(connection, LOCAL_DATA_DIRECTORY);
    if (needed == 0 || directory.isEmpty() || !Files.isDirectory(Path.of(directory.get(0)))) {
      return;
    }
    try {
      long free = Files.getFileStore(Path.of(directory.get(0))).getUsableSpace();
      if (needed > free * SHARE_OF_DISK) {
        throw StormDbException.usage(
            String.format(
                Locale.ROOT,
                "scale %d needs about %.1f GiB, but only %.1f GiB are free in %s; use a smaller scale, or a server with a larger disk",
                scale,
                needed / GIB,
                free / GIB,
                directory.get(0)));
      }
    } catch (IOException e) {
      throw StormDbException.failure(
          "cannot find out how much room is left in " + directory.get(0) + ": " + e.getMessage(),
          e);
    }
  }
}
