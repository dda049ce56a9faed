/**
 * What a connection costs: statements so small that connecting for each of them is most of the
 * work.
 *
 * <p>Promises that both ways to connect run the same statements in the same mix. Not in this
 * package: opening connections and timing that, which is the engine's.
 */
@NullMarked
package io.stormdb.workloads.connection;

import org.jspecify.annotations.NullMarked;
