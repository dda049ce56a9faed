/**
 * What was measured: latency histograms, counts, and the intervals that they fall into.
 *
 * <p>A {@link io.stormdb.metrics.WorkerRecorder} belongs to one thread, which records without a
 * lock; any other thread may take what has come together since it last did. Percentiles always come
 * from one histogram into which all others were merged; they are never averaged. What was not
 * measured is an empty optional, never 0.
 *
 * <p>Not in this package: clocks, threads, databases.
 */
@NullMarked
package io.stormdb.metrics;

import org.jspecify.annotations.NullMarked;
