package io.stormdb.workloads.ecommerce;

import io.stormdb.api.LoadedData;
import java.util.Objects;

/**
 * How many of each thing there are right after the load.
 *
 * @param users at least 1, as all the others
 * @param products things for sale
 * @param warehouses places where they are kept
 * @param vendors those who supply them
 * @param orders what users have bought
 * @param sessions visits of users
 */
record Cardinality(
    long users, long products, long warehouses, long vendors, long orders, long sessions) {

  /** In how many warehouses each product is kept. */
  static final int WAREHOUSES_A_PRODUCT = 3;

  private static final long FEWEST_PRODUCTS = 20;
  private static final long MOST_WAREHOUSES = 50;
  private static final long USERS_A_WAREHOUSE = 2_000;

  /** Returns the numbers for a scale, which is the number of users. */
  static Cardinality of(long scale) {
    return new Cardinality(
        scale,
        Math.max(FEWEST_PRODUCTS, scale / 2),
        Math.min(MOST_WAREHOUSES, WAREHOUSES_A_PRODUCT + scale / USERS_A_WAREHOUSE),
        Math.max(2, scale / 50),
        2 * scale,
        2 * scale);
  }

  /** Returns the numbers of the rows that are there. */
  static Cardinality of(LoadedData data) {
    Cardinality meant = of((long) data.scale());
    return new Cardinality(
        rows(data, "users"),
        rows(data, "products"),
        rows(data, "warehouses"),
        meant.vendors,
        rows(data, "orders"),
        rows(data, "user_sessions"));
  }

  private static long rows(LoadedData data, String table) {
    return Objects.requireNonNull(data.rows().get(table), () -> "rows of " + table);
  }
}
