package io.stormdb.workloads.tpcc;

import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;

/**
 * Two warehouses that several test classes work on, loaded by the first of them. Those that change
 * the data keep the twelve conditions.
 */
final class LoadedSchema {

  static final String NAME = "tpcc_shared";
  static final RunPlan PLAN = RunPlan.of("tpcc").schema(NAME).scale(2).seed(1407);

  private static boolean isLoaded;

  private LoadedSchema() {}

  static StormDb db() {
    return StormDb.on(TestServer.dataSource());
  }

  static synchronized void load() {
    if (!isLoaded) {
      db().rebuild(PLAN);
      isLoaded = true;
    }
  }
}
