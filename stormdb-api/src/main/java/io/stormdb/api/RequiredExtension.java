package io.stormdb.api;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An extension of PostgreSQL that the server must have before a workload creates anything.
 *
 * @param name as in {@code CREATE EXTENSION}, for example {@code vector}
 * @param minimumVersion the oldest version that will do, such as {@code 0.7}; blank for any
 * @param install how it is installed where the server runs, in words or commands; {@code {major}}
 *     stands for the server's major version; blank if there is nothing to say
 */
public record RequiredExtension(String name, String minimumVersion, String install) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("|[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");

  /** Checks name and version. */
  public RequiredExtension {
    Objects.requireNonNull(install, "install");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of an extension must be lower-case letters, digits, underscores and dashes, was '"
              + name
              + "'");
    }
    if (!VERSION.matcher(minimumVersion).matches()) {
      throw new IllegalArgumentException(
          "the version of extension '%s' must be numbers such as 0.7 or 1.5.2, was '%s'"
              .formatted(name, minimumVersion));
    }
  }

  /** Returns name and version, such as {@code vector 0.7}. */
  public String toText() {
    return minimumVersion.isEmpty() ? name : name + " " + minimumVersion;
  }
}
