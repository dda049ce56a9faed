package io.stormdb.core.config;

import io.stormdb.core.WorkloadCatalog;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from. Immutable; methods that take a value return a changed copy.
 *
 * @param file a YAML file, or empty if there is none
 * @param environment the variables of the environment
 * @param flags what was given on the command line, as it was typed, by the {@linkplain
 *     ConfigKey#name() name} of the key; a member of a key that has some by its full name, for
 *     example {@code labels.team}, and an item of a list of paths by the key and a name of its own,
 *     for example {@code plugins.files.1}; such items are added to those of the file
 * @param catalog the workloads that can be asked for
 * @param workload the one to take if none is named; empty if that is a mistake
 */
public record Sources(
    Optional<Path> file,
    Map<String, String> environment,
    Map<String, String> flags,
    WorkloadCatalog catalog,
    Optional<String> workload) {

  /** Keeps copies. */
  public Sources {
    environment = Map.copyOf(environment);
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    flags.keySet().forEach(Keys::owning);
  }

  /** Returns sources in which nothing is given. */
  public static Sources of(WorkloadCatalog catalog) {
    return new Sources(Optional.empty(), Map.of(), Map.of(), catalog, Optional.empty());
  }

  /** Returns a copy with a file. */
  public Sources file(Path path) {
    return new Sources(Optional.of(path), environment, flags, catalog, workload);
  }

  /** Returns a copy with another environment. */
  public Sources environment(Map<String, String> variables) {
    return new Sources(file, variables, flags, catalog, workload);
  }

  /**
   * Returns a copy with other flags.
   *
   * @throws IllegalArgumentException if one has no key
   */
  public Sources flags(Map<String, String> typed) {
    return new Sources(file, environment, typed, catalog, workload);
  }

  /** Returns a copy with a workload to take if none is named. */
  public Sources orWorkload(String name) {
    return new Sources(file, environment, flags, catalog, Optional.of(name));
  }

  /** Returns the file only, because the rest may hold a password. */
  @Override
  public String toString() {
    return "Sources[file=" + file.map(Path::toString).orElse("none") + "]";
  }
}
