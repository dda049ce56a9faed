package io.stormdb.core;

import io.stormdb.api.PluginInfo;
import io.stormdb.api.RequiredExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Holds a server to what a plug-in needs, before anything is created on it. */
final class Requirements {

  private static final String AVAILABLE =
      "SELECT coalesce(installed_version, default_version) FROM pg_available_extensions"
          + " WHERE name = ?";

  private Requirements() {}

  /**
   * Refuses a server that is too old, or lacks an extension.
   *
   * @throws StormDbException saying what is missing, for which plug-in, and how to get it
   */
  static void check(Connection connection, String workload, PluginSource source)
      throws SQLException {
    PluginInfo info = source.metadata().info();
    int major = Integer.parseInt(Database.string(connection, "SHOW server_version_num")) / 10_000;
    String subject = "workload '%s' of plug-in %s needs ".formatted(workload, source.describe());
    if (major < info.minimumPostgresql()) {
      throw StormDbException.usage(
          "%sPostgreSQL %d or later, and the server is PostgreSQL %s; use a newer server"
              .formatted(
                  subject,
                  info.minimumPostgresql(),
                  Database.string(connection, "SHOW server_version")));
    }
    for (RequiredExtension extension : info.extensions()) {
      check(connection, subject, extension, major);
    }
  }

  private static void check(
      Connection connection, String subject, RequiredExtension extension, int major)
      throws SQLException {
    List<String> found = Database.strings(connection, AVAILABLE, extension.name());
    String install =
        extension.install().isBlank()
            ? "install it where the server runs"
            : "install it where the server runs: "
                + extension.install().replace("{major}", Integer.toString(major));
    String needed =
        "%sthe extension '%s'%s"
            .formatted(
                subject,
                extension.name(),
                extension.minimumVersion().isEmpty()
                    ? ""
                    : " " + extension.minimumVersion() + " or later");
    if (found.isEmpty()) {
      throw StormDbException.usage(
          "%s, which the server does not have; %s".formatted(needed, install));
    }
    if (compare(found.get(0), extension.minimumVersion()) < 0) {
      throw StormDbException.usage(
          "%s, and the server has %s; %s; and after that: ALTER EXTENSION %s UPDATE"
              .formatted(needed, found.get(0), install, Database.quoted(extension.name())));
    }
  }

  /** Compares versions by their numbers, as far as both have some: 0.10 is after 0.9. */
  static int compare(String version, String minimum) {
    int[] has = numbers(version);
    int[] needs = numbers(minimum);
    for (int i = 0; i < needs.length; i++) {
      int order = Integer.compare(i < has.length ? has[i] : 0, needs[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+"))
        .filter(part -> !part.isEmpty() && part.length() < 10)
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
