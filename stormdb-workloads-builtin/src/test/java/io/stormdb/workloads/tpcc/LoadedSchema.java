package io.stormdb.workloads.tpcc;

import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.core.WorkloadCatalog;
import java.util.List;

/**
 * Data that several test classes look at or run on, loaded by the first of them. Those that change
 * it keep the twelve conditions.
 */
final class LoadedSchema {

  static final String NAME = "tpcc_shared";
  static final RunPlan PLAN = RunPlan.of("tpcc").schema(NAME).seed(1407);

  private LoadedSchema() {}

  /** Returns a StormDB that knows nothing but TPC-C. */
  static StormDb db() {
    return StormDb.on(TestServer.dataSource())
        .catalog(WorkloadCatalog.of(List.of(new TpccPlugin())));
  }

  /** Loads one warehouse unless that has been done. */
  static synchronized void load() {
    if (!isLoaded) {
      db().rebuild(PLAN.scale(1));
      isLoaded = true;
    }
  }

  private static boolean isLoaded;
}
