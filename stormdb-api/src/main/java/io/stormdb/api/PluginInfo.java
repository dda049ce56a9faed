package io.stormdb.api;

import java.util.Objects;

/**
 * Who made a plugin and what it is.
 *
 * @param name a short name, unique among plugins
 * @param version the version of the plugin; it is kept with the data that the plugin loads
 * @param description one sentence
 * @param author a person or an organisation
 */
public record PluginInfo(String name, String version, String description, String author) {

  /** Checks that name and version are there. */
  public PluginInfo {
    requireText(name, "name");
    requireText(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(author, "author");
  }

  private static void requireText(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " of a plugin must not be blank");
    }
  }
}
