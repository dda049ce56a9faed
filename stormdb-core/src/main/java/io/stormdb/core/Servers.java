package io.stormdb.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each part of the work is done.
 *
 * @param control all that prepares, loads, checks and watches
 * @param transactions those of a run, but for those that are split off
 * @param reads transactions that only read, if they are split off; {@code null} if there is no
 *     server for that
 */
record Servers(Database control, Database transactions, @Nullable Database reads) {

  /** Does all of it in one place. */
  static Servers one(Database database) {
    return new Servers(database, database, null);
  }

  Servers describedAs(String url) {
    Database named = new Database(control.dataSource(), url);
    return new Servers(named, transactions.equals(control) ? named : transactions, reads);
  }

  Servers transactions(Database other) {
    return new Servers(control, other, reads);
  }

  Servers reads(Database other) {
    return new Servers(control, transactions, other);
  }

  /**
   * Returns where a plan has its reads, {@code null} if it does not split them off.
   *
   * @throws StormDbException if there is no server for them, or one for nothing
   */
  @Nullable Database readsOf(RunPlan plan) {
    boolean split = plan.connections().readWriteSplit();
    if (split && reads == null) {
      throw StormDbException.usage(
          "the plan splits reads from writes, but no server to read from is named; give one with StormDb.readsOn, or a plan without the split");
    }
    if (!split && reads != null) {
      throw StormDbException.usage(
          "%s is named to read from, but the plan does not split reads from writes; give it Connections.splitReads(), or remove StormDb.readsOn"
              .formatted(reads.url()));
    }
    return reads;
  }

  /** Returns the same, with transactions on connections with properties of the driver. */
  Servers with(Map<String, String> driverProperties, String step) {
    return driverProperties.isEmpty()
        ? this
        : transactions(transactions.with(driverProperties, step));
  }
}
