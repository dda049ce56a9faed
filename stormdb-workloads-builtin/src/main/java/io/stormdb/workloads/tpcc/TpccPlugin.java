package io.stormdb.workloads.tpcc;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload type {@code tpcc}. */
public final class TpccPlugin implements WorkloadPlugin {

  private static final WorkloadType TYPE =
      new WorkloadType(
          "tpcc",
          List.of(),
          "tpcc",
          "An order-entry business derived from TPC-C 5.11: five transactions on nine tables.",
          "warehouses",
          1,
          100_000,
          Options.PARAMETERS);

  /** Creates the plugin. */
  public TpccPlugin() {}

  @Override
  public PluginInfo info() {
    return new PluginInfo("tpcc", "1.0", "TPC-C derived order entry.", "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(TYPE);
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new TpccWorkload(Options.of(parameters));
  }
}
