/**
 * What a series of equal intervals says about the run it was taken from: since when it was steady,
 * how far its figures can be trusted, and whether it has run for long enough.
 *
 * <p>Functions of their arguments only. A figure for which there are too few intervals is an empty
 * optional, never a number. Not in this package: clocks, threads, databases.
 */
@NullMarked
package io.stormdb.metrics.statistics;

import org.jspecify.annotations.NullMarked;
