package io.stormdb.workloads.connection;

import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code connection}. */
public final class ConnectionPlugin implements WorkloadPlugin {

  private static final String NAME = "connection";
  private static final int MOST_SCALE = 1_000_000;

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        NAME,
        "1.0",
        "Compares connections that are kept with connections that are opened each time.",
        "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            NAME,
            List.of("simple_connection", "connection_overhead"),
            NAME,
            "Small statements on kept and on new connections, compared.",
            "thousand rows",
            1,
            MOST_SCALE,
            List.of(),
            true));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new ConnectionWorkload();
  }
}
