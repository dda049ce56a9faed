package io.stormdb.core.config;

import java.util.List;

/** The keys of the embedded server. */
final class EmbeddedKeys {

  static final String SECTION = "embedded";
  static final String ENABLED = "embedded.enabled";
  static final String VERSION = "embedded.version";
  static final String DATA = "embedded.data";
  static final String UNSAFE = "embedded.unsafe";
  static final String SETTINGS = "embedded.settings";

  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of(
                  ENABLED,
                  new ValueKind.YesNo(),
                  "Whether the embedded PostgreSQL is started rather than a server used.")
              .flag("--embedded")
              .whenAbsent("true if no server is named"),
          ConfigKey.of(VERSION, new ValueKind.Whole(12, 18), "Its major version.")
              .flag("--embedded-version")
              .otherwise(Integer.toString(EmbeddedSettings.DEFAULT_VERSION)),
          ConfigKey.of(
                  DATA,
                  ValueKind.Text.notBlank("the path of a folder"),
                  "Where its data stays for the next run.")
              .flag("--embedded-data")
              .whenAbsent("a temporary folder"),
          ConfigKey.of(
                  UNSAFE,
                  new ValueKind.YesNo(),
                  "Whether it may lose data in a crash (fsync off), which makes its numbers those of"
                      + " no real server.")
              .flag("--embedded-unsafe")
              .otherwise("false"),
          ConfigKey.of(
                  SETTINGS,
                  new ListKind.Members("a mapping of PostgreSQL's settings to values"),
                  "Settings of the server that win over those chosen for it.")
              .flag("--embedded-setting"));

  private EmbeddedKeys() {}
}
