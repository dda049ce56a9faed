package io.stormdb.workloads.tpcc;

import io.stormdb.api.Counter;

/**
 * What all transactions of a run draw their inputs from, and what their use is counted with.
 *
 * @param terminals where workers stand
 * @param constants the distributions of this run
 * @param lastNames counts last names
 * @param customers counts customer numbers
 * @param items counts item numbers
 */
record Inputs(
    Terminals terminals, Constants constants, Skew lastNames, Skew customers, Skew items) {

  private static final Counter[] LAST_NAME_COUNTERS = Skew.counters("last_name");
  private static final Counter[] CUSTOMER_COUNTERS = Skew.counters("customer");
  private static final Counter[] ITEM_COUNTERS = Skew.counters("item");

  static Inputs of(Terminals terminals, Constants constants) {
    return new Inputs(
        terminals,
        constants,
        new Skew("last names", constants.lastName(), LAST_NAME_COUNTERS),
        new Skew("customer numbers", constants.customer(), CUSTOMER_COUNTERS),
        new Skew("item numbers", constants.item(), ITEM_COUNTERS));
  }
}
