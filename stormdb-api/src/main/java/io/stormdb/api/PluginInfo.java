package io.stormdb.api;

import java.util.List;
import java.util.Objects;

/**
 * Who made a plugin, what it is, and what it needs of a server.
 *
 * @param name a short name, unique among plugins
 * @param version the version of the plugin; it is kept with the data that the plugin loads
 * @param description one sentence
 * @param author a person or an organisation
 * @param minimumPostgresql the oldest major version of PostgreSQL that the workloads run on, such
 *     as 14; from 1 to 99
 * @param extensions what the server must have before a schema is created; each name once
 */
public record PluginInfo(
    String name,
    String version,
    String description,
    String author,
    int minimumPostgresql,
    List<RequiredExtension> extensions) {

  /** The oldest major version of PostgreSQL that StormDB itself works with. */
  public static final int OLDEST_POSTGRESQL = 12;

  /** Checks that name and version are there, and the rest is possible. */
  public PluginInfo {
    requireText(name, "name");
    requireText(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(author, "author");
    extensions = List.copyOf(extensions);
    if (minimumPostgresql < 1 || minimumPostgresql > 99) {
      throw new IllegalArgumentException(
          "the minimum PostgreSQL of a plugin must be a major version such as 14, was "
              + minimumPostgresql);
    }
    if (extensions.stream().map(RequiredExtension::name).distinct().count() < extensions.size()) {
      throw new IllegalArgumentException(
          "a plugin must name each extension once, was "
              + extensions.stream().map(RequiredExtension::name).toList());
    }
  }

  /** Makes an info of a plugin that needs no extension and runs on every PostgreSQL. */
  public PluginInfo(String name, String version, String description, String author) {
    this(name, version, description, author, OLDEST_POSTGRESQL, List.of());
  }

  private static void requireText(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " of a plugin must not be blank");
    }
  }
}
