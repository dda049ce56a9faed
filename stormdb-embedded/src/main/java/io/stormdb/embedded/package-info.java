/**
 * A real PostgreSQL from Maven artifacts: found, unpacked, initialised, tuned as a benchmark would
 * want it, and stopped whatever happens to the process that started it.
 *
 * <p>Not in this package: anything about workloads.
 */
@NullMarked
package io.stormdb.embedded;

import org.jspecify.annotations.NullMarked;
