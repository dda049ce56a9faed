package io.stormdb.workloads.tpcc;

/** How many rows there are of what, by clause 1.2.1; the same at every scale. */
final class Cardinality {

  static final int ITEMS = 100_000;
  static final int DISTRICTS_A_WAREHOUSE = 10;
  static final int CUSTOMERS_A_DISTRICT = 3_000;

  /** One for each customer. */
  static final int ORDERS_A_DISTRICT = CUSTOMERS_A_DISTRICT;

  static final int CUSTOMERS_A_WAREHOUSE = DISTRICTS_A_WAREHOUSE * CUSTOMERS_A_DISTRICT;

  /** The oldest order of a district that is not delivered yet. */
  static final int FIRST_UNDELIVERED_ORDER = 2_101;

  static final int UNDELIVERED_A_DISTRICT = ORDERS_A_DISTRICT - FIRST_UNDELIVERED_ORDER + 1;
  static final int FEWEST_LINES = 5;
  static final int MOST_LINES = 15;

  private Cardinality() {}
}
