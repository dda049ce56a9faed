package io.stormdb.pgstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Files in which a Linux kernel tells about itself. */
interface KernelFiles {

  /** Returns the text of a file; empty if there is none. */
  Optional<String> read(String path) throws SQLException;

  /** Returns those of the client's machine. */
  static KernelFiles ofClient() {
    return path -> {
      try {
        // these have no size that could be asked for beforehand
        return Optional.of(new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8));
      } catch (IOException e) {
        // not a Linux, not this kernel, or not for this user
        return Optional.empty();
      }
    };
  }

  /** Returns those of the machine that a server runs on; reading them needs privileges. */
  static KernelFiles ofServer(Connection connection) {
    // with a length, as the files claim to be empty; all paths are ours and have no quotes
    return path ->
        Rows.one(
            connection,
            "SELECT /* stormdb:stats */ pg_read_file('%s', 0, 65536, true)".formatted(path),
            row -> Optional.ofNullable(row.getString(1)));
  }
}
