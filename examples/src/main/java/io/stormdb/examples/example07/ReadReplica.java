/*
 * Example 7: how much of a load does a standby take over?
 *
 * You learn how to run what only reads on another server than the rest.
 */
package io.stormdb.examples.example07;

import io.stormdb.core.Connections;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import javax.sql.DataSource;

/** Writes on the primary, reads on the standby. */
final class ReadReplica {

  private ReadReplica() {}

  static RunPlan plan() {
    return RunPlan.of("bank")
        .workers(4)
        .transactions(1_000)
        .connections(Connections.persistent().splitReads());
  }

  static StormDb on(DataSource primary, DataSource standby) {
    return StormDb.on(primary).readsOn(standby, "the standby");
  }
}
