/**
 * What the author of a workload sees.
 *
 * <p>A {@link io.stormdb.api.WorkloadPlugin} is found through {@link java.util.ServiceLoader} and
 * creates a {@link io.stormdb.api.Workload}: its schema, its data, its transactions, and, if it
 * likes, the checks of its invariants and an audit of its own load. The engine decides when
 * something runs, on which connection, and how long it took. A workload therefore never reads a
 * clock, starts a thread, begins or commits a transaction, or records a latency.
 *
 * <p>Not in this package: anything that runs a workload (see {@code stormdb-core}).
 */
@NullMarked
package io.stormdb.api;

import org.jspecify.annotations.NullMarked;
