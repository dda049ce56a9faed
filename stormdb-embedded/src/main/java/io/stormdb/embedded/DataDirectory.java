package io.stormdb.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks whether a folder can be used for the data of a server. */
final class DataDirectory {

  private static final String VERSION_FILE = "PG_VERSION";

  private DataDirectory() {}

  /**
   * Returns whether a folder holds a database already.
   *
   * @throws EmbeddedException if it holds something else, or a database of another version or in
   *     use
   */
  static boolean isInitialised(Path folder, int majorVersion) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new EmbeddedException(
          "%s is a file; name a folder that is empty, new, or was made by an earlier run"
              .formatted(folder));
    }
    if (isEmpty(folder)) {
      return false;
    }
    Path version = folder.resolve(VERSION_FILE);
    if (!Files.isRegularFile(version) || !Files.isRegularFile(folder.resolve("stormdb.password"))) {
      throw new EmbeddedException(
          "%s holds files that are not an embedded database; name a folder that is empty, new, or was made by an earlier run"
              .formatted(folder));
    }
    String found = Files.readString(version).strip();
    if (!found.equals(Integer.toString(majorVersion))) {
      throw new EmbeddedException(
          "%s holds data of PostgreSQL %s, not %d; use --embedded-version %s, or another folder"
              .formatted(folder, found, majorVersion, found));
    }
    requireNotInUse(folder);
    return true;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  /** A file left behind by a crash names a process that is gone, or is something else by now. */
  private static void requireNotInUse(Path folder) throws IOException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.isRegularFile(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    long pid = Long.parseLong(lines.get(0).strip());
    boolean running =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .filter(command -> command.contains("postgres"))
            .isPresent();
    if (running) {
      throw new EmbeddedException(
          "%s is in use by a server with process id %d; wait for its run to end, or use another folder"
              .formatted(folder, pid));
    }
  }
}
