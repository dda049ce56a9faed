package io.stormdb.core.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an embedded server is to be started, if one is.
 *
 * @param version the major version; 12 to 18
 * @param data the folder that keeps the data for the next run, or empty for a temporary one
 * @param unsafe whether the server may lose data in a crash
 * @param settings server settings by name
 */
public record EmbeddedSettings(
    int version, Optional<Path> data, boolean unsafe, Map<String, String> settings) {

  /** The version that is started when none is asked for. */
  public static final int DEFAULT_VERSION = 17;

  /** Checks the version and keeps a copy of the settings. */
  public EmbeddedSettings {
    if (version < 12 || version > 18) {
      throw new IllegalArgumentException(
          "version of the embedded PostgreSQL must be from 12 to 18, was " + version);
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
