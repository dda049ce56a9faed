/**
 * The workloads that come with StormDB: TPC-C, and simple reads and writes.
 *
 * <p>Not in this package: anything that runs them.
 */
@NullMarked
package io.stormdb.workloads;

import org.jspecify.annotations.NullMarked;
