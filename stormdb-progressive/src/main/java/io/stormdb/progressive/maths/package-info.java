/**
 * The mathematics of scaling: what can be learnt from throughput and latency at several levels of
 * concurrency.
 *
 * <p>Pure functions on anybody's numbers: no clock, no database, no random numbers but those of a
 * seed that the caller gives. Every method names its symbols, units and source. What the numbers do
 * not support is said to be inconclusive, never filled with a default.
 *
 * <p>Not in this package: how the numbers are measured, and how conclusions are shown.
 */
@NullMarked
package io.stormdb.progressive.maths;

import org.jspecify.annotations.NullMarked;
