/*
 * Example 8, first part: the plugin of a workload that runs in steps. It has nothing special.
 */
package io.stormdb.examples.example08;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code parcels}. */
public final class ParcelPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("parcels", "1.0", "Parcels on a shelf.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "parcels",
            List.of(),
            "parcels",
            "Parcels are put on a shelf one by one, and all at once.",
            "empty shelf",
            1,
            1,
            List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new ParcelShelf();
  }
}
