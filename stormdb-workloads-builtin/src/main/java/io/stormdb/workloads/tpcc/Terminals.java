package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;

import io.stormdb.api.Rng;
import io.stormdb.api.Worker;

/**
 * Where terminals stand: each worker is one, at one warehouse for good (clauses 2.4.1.1 and
 * 2.8.1.1).
 *
 * @param warehouses how many there are; at least 1
 */
record Terminals(int warehouses) {

  /** Returns the warehouse of a worker, from 1; workers are dealt to warehouses in turn. */
  int home(Worker worker) {
    return worker.number() % warehouses + 1;
  }

  /** Returns the district of a worker, from 1, of which it asks the stock level. */
  int district(Worker worker) {
    return worker.number() / warehouses % DISTRICTS_A_WAREHOUSE + 1;
  }

  /** Draws a warehouse other than {@code home}; or returns that one when there is no other. */
  int other(int home, Rng random) {
    if (warehouses == 1) {
      return home;
    }
    int drawn = random.between(1, warehouses - 1);
    return drawn < home ? drawn : drawn + 1;
  }
}
