package io.stormdb.core.config;

import io.stormdb.core.PluginJars;
import io.stormdb.core.StormDbException;
import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the plug-ins that the settings name. */
final class PluginChoice {

  private final Settings settings;

  PluginChoice(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the workloads there are with those of the plug-ins, or empty after having said what is
   * wrong.
   */
  Optional<WorkloadCatalog> catalog(WorkloadCatalog classPath, Problems problems) {
    PluginJars jars = classPath.jars();
    boolean complete = true;
    for (Setting file : settings.paths(PluginKeys.FILES)) {
      try {
        jars = jars.withFile(Path.of(file.value()));
      } catch (StormDbException e) {
        complete = false;
        problems.about(file, String.valueOf(e.getMessage()));
      }
    }
    for (Setting folder : folders()) {
      try {
        jars = jars.withFolder(Path.of(folder.value()));
      } catch (StormDbException e) {
        complete = false;
        problems.about(folder, String.valueOf(e.getMessage()));
      }
    }
    try {
      WorkloadCatalog catalog = classPath.with(jars);
      return complete ? Optional.of(catalog) : Optional.empty();
    } catch (StormDbException e) {
      problems.missing(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Setting> folders() {
    return settings.yes(PluginKeys.AUTO_LOAD) ? settings.paths(PluginKeys.PATHS) : List.of();
  }
}
