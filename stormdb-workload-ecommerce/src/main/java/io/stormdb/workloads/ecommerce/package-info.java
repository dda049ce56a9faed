/**
 * A shop: users, catalogue, stock in several warehouses, carts, orders, payments, reviews and what
 * users look at; with vendors, purchase orders, prices that follow costs, and the triggers that see
 * to them, or without.
 *
 * <p>Promises that every key and every word that is asked for is in the loaded data, and that the
 * invariants of {@code Invariants} hold at any moment of a run. Not in this package: anything that
 * runs the transactions.
 */
@NullMarked
package io.stormdb.workloads.ecommerce;

import org.jspecify.annotations.NullMarked;
