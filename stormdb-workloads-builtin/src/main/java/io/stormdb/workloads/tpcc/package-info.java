/**
 * TPC-C: an order-entry business with warehouses, customers and orders, derived from TPC-C revision
 * 5.11. Clause numbers in this package are those of that revision.
 *
 * <p>The plugin is all there is to see from outside. Results are "TPC-C derived", never TPC-C
 * results.
 */
@NullMarked
package io.stormdb.workloads.tpcc;

import org.jspecify.annotations.NullMarked;
