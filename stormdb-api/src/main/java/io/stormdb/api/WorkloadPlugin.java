package io.stormdb.api;

import java.util.List;

/**
 * The entry point of a jar with workloads: says which types it brings and creates them.
 *
 * <p>Name the implementing class in {@code META-INF/services/io.stormdb.api.WorkloadPlugin}. It
 * needs a public constructor without parameters. Creating a plugin must be cheap and must not touch
 * a database.
 */
public interface WorkloadPlugin {

  /** Returns who made this plugin and what it is. */
  PluginInfo info();

  /**
   * Returns the types that {@link #create} accepts, in the order in which they are to be listed.
   */
  List<WorkloadType> types();

  /**
   * Creates a workload.
   *
   * @param type the {@linkplain WorkloadType#name() name} (never an alias) of one of {@link
   *     #types()}
   * @param parameters the values of that type's parameters, checked against their declarations
   */
  Workload create(String type, Parameters parameters);
}
