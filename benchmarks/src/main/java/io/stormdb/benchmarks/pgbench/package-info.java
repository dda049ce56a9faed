/** The cost of the engine, side by side with pgbench on the same server. */
@NullMarked
package io.stormdb.benchmarks.pgbench;

import org.jspecify.annotations.NullMarked;
