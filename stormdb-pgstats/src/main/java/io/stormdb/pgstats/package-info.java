/**
 * What a PostgreSQL server counted while a load ran, read from its catalog views, versions 12 to
 * 18.
 *
 * <p>A {@link io.stormdb.pgstats.StatisticsCollector} reads the counters twice, on a connection of
 * its own, and returns the differences as {@link io.stormdb.pgstats.ServerStatistics}. Every part
 * stands for itself: one that cannot be had says why and leaves the others alone. What is not known
 * is empty, never 0, and no difference is ever negative.
 *
 * <p>{@link io.stormdb.pgstats.ServerFacts} say what the server is and how it is set up; the
 * package {@code doctor} beside this one judges all of it.
 *
 * <p>Not in this package: the load, its plan and its results; and any change of the server.
 */
@NullMarked
package io.stormdb.pgstats;

import org.jspecify.annotations.NullMarked;
