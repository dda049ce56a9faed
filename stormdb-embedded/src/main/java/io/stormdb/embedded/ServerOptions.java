package io.stormdb.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an embedded server is to be started. Immutable; methods that take a value return a changed
 * copy.
 *
 * @param majorVersion 12 to 18
 * @param dataDirectory where the data stays for the next start, or empty for a temporary folder
 * @param unsafe whether the server may lose data in a crash, which makes it faster and its numbers
 *     those of no real server
 * @param settings server settings that win over those chosen here
 * @param progress hears, a line each, of what takes time
 */
public record ServerOptions(
    int majorVersion,
    Optional<Path> dataDirectory,
    boolean unsafe,
    Map<String, String> settings,
    Consumer<String> progress) {

  /** The version that is started when none is asked for. */
  public static final int DEFAULT_MAJOR_VERSION = 17;

  /** Keeps a copy of the settings. */
  public ServerOptions {
    settings = Map.copyOf(settings);
  }

  /** Returns PostgreSQL 17 on temporary data. */
  public static ServerOptions defaults() {
    return new ServerOptions(DEFAULT_MAJOR_VERSION, Optional.empty(), false, Map.of(), line -> {});
  }

  /** Returns a copy of another major version. */
  public ServerOptions majorVersion(int version) {
    return new ServerOptions(version, dataDirectory, unsafe, settings, progress);
  }

  /** Returns a copy that keeps its data in a folder. */
  public ServerOptions dataDirectory(Path directory) {
    return new ServerOptions(majorVersion, Optional.of(directory), unsafe, settings, progress);
  }

  /** Returns a copy that may, or may not, lose data in a crash. */
  public ServerOptions unsafe(boolean allowed) {
    return new ServerOptions(majorVersion, dataDirectory, allowed, settings, progress);
  }

  /** Returns a copy with one more server setting. */
  public ServerOptions setting(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(name, value);
    return new ServerOptions(majorVersion, dataDirectory, unsafe, more, progress);
  }

  /** Returns a copy that reports to somebody else. */
  public ServerOptions progress(Consumer<String> listener) {
    return new ServerOptions(majorVersion, dataDirectory, unsafe, settings, listener);
  }
}
