package io.stormdb.core.config;

import java.util.List;

/** The keys that say where plug-ins are. */
final class PluginKeys {

  static final String PATHS = "plugins.paths";
  static final String FILES = "plugins.files";
  static final String AUTO_LOAD = "plugins.auto_load";

  /** Where plug-ins are looked for when nobody says anything else. */
  static final List<String> USUAL_PATHS = List.of("./plugins", "./build/plugins");

  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.of(
                  PATHS,
                  new ListKind.Paths("folders"),
                  "Folders in which every jar is a plug-in; one that does not exist has none.")
              .otherwise("[" + String.join(", ", USUAL_PATHS) + "]"),
          ConfigKey.of(
                  FILES,
                  new ListKind.Paths("jars"),
                  "Jars that are plug-ins; --plugin adds one, and may be given more than once.")
              .flag("--plugin"),
          ConfigKey.of(
                  AUTO_LOAD,
                  new ValueKind.YesNo(),
                  "Whether the folders are searched; if not, only the jars that are named are there.")
              .otherwise("true"));

  private PluginKeys() {}
}
