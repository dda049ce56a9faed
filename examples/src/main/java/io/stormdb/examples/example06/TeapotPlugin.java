/*
 * Example 6, first part: the plugin of a workload with sessions. It has nothing special.
 */
package io.stormdb.examples.example06;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code teapots}. */
public final class TeapotPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("teapots", "1.0", "A shop for teapots.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "teapots",
            List.of(),
            "teapots",
            "Customers look at teapots, and some buy.",
            "thousand teapots",
            1,
            1_000_000,
            List.of()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new TeapotShop();
  }
}
