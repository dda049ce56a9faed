/**
 * Runs workloads: from a {@link io.stormdb.core.RunPlan} to a {@link io.stormdb.core.RunResult}.
 *
 * <p>What was asked for is what runs, or nothing runs; a run that lost part of its load says so in
 * its result. Everything that goes in and comes out is immutable.
 *
 * <p>Not in this package: how a result is shown (see {@code stormdb-report}) and where a server
 * comes from (see {@code stormdb-embedded}).
 */
@NullMarked
package io.stormdb.core;

import org.jspecify.annotations.NullMarked;
