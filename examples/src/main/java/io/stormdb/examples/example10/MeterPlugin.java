/*
 * Example 10, first part: the plugin of a workload of scripts. It has nothing special.
 */
package io.stormdb.examples.example10;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code meters}. */
public final class MeterPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("meters", "1.0", "Meters that are read.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "meters",
            List.of(),
            "meters",
            "Meters are read, and people look at their bills.",
            "hundred meters",
            10,
            1_000_000,
            List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new Meters();
  }
}
