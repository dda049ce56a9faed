package io.stormdb.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the data that a run works on, as the load wrote it down.
 *
 * @param scale units of data; at least 1
 * @param seed the seed of the load
 * @param version the version of the plugin that loaded
 * @param rows rows by table
 * @param attributes what the workload {@linkplain LoadContext#remember remembered}
 * @param finished when the load ended
 * @param runs how many runs have worked on the data before; 0 right after the load
 */
public record LoadedData(
    int scale,
    long seed,
    String version,
    Map<String, Long> rows,
    Map<String, String> attributes,
    Instant finished,
    long runs) {

  /** Keeps copies. */
  public LoadedData {
    rows = Map.copyOf(rows);
    attributes = Map.copyOf(attributes);
  }

  /** Returns what was remembered under a name, or {@code null}. */
  public @Nullable String attribute(String name) {
    return attributes.get(name);
  }
}
