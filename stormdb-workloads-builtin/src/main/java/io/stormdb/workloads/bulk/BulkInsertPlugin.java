package io.stormdb.workloads.bulk;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code bulk_insert}. */
public final class BulkInsertPlugin implements WorkloadPlugin {

  private static final String NAME = "bulk_insert";

  @Override
  public PluginInfo info() {
    return new PluginInfo(NAME, "1.0", "Compares ways to insert many rows.", "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            NAME,
            List.of(),
            NAME,
            "Ways to insert many rows and sizes of batches, each measured by itself.",
            "empty table",
            1,
            1,
            Options.declared()));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new BulkInsertWorkload(Options.of(parameters));
  }
}
