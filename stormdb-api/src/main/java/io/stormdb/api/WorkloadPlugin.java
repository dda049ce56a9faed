package io.stormdb.api;

import java.util.List;
import java.util.Optional;

/**
 * The entry point of a jar with workloads: says which types it brings and creates them.
 *
 * <p>Name the implementing class in {@code META-INF/services/io.stormdb.api.WorkloadPlugin}. It
 * needs a public constructor without parameters. Creating a plugin must be cheap and must not touch
 * a database.
 *
 * <p>A jar that is loaded as a plug-in also has {@code META-INF/stormdb/CLASS.properties} for each
 * such class, which says the same as {@link #info()} and {@link #types()} before any code runs.
 */
public interface WorkloadPlugin {

  /**
   * The version of this package. It goes up by one when the package gains something that a plugin
   * may need; a plugin names the version that it was built against in its properties.
   */
  int API_VERSION = 1;

  /** Returns who made this plugin and what it is. */
  PluginInfo info();

  /**
   * Returns the types that {@link #create} accepts, in the order in which they are to be listed.
   */
  List<WorkloadType> types();

  /**
   * Returns the type with a name that {@link #types()} does not list, for a plugin whose names are
   * made of parts: {@code pgvector_read_scan_cosine_256}. A name that somebody lists goes before.
   *
   * @return the type, with exactly this name; or empty if the name is not one of this plugin's
   */
  default Optional<WorkloadType> typeNamed(String name) {
    return Optional.empty();
  }

  /**
   * Creates a workload.
   *
   * @param type the {@linkplain WorkloadType#name() name} (never an alias) of one of {@link
   *     #types()}, or of what {@link #typeNamed} returned
   * @param parameters the values of that type's parameters, checked against their declarations
   * @throws IllegalArgumentException if values that are right by themselves do not go together; the
   *     message says which, and why
   */
  Workload create(String type, Parameters parameters);
}
