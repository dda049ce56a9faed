package io.stormdb.pgstats;

/**
 * Connections to the whole server. The statistics' own connection is one of them.
 *
 * @param usedAtStart connections when the window began: those of the load are among them
 * @param usedAtEnd connections when it had ended: those of the load are closed
 * @param max {@code max_connections}
 * @param reserved how many of those are reserved for superusers and the like
 * @param reservedForSuperusers how many of these are for superusers alone; the rest, from
 *     PostgreSQL 16, is for those with {@code pg_use_reserved_connections} as well
 */
public record ConnectionUse(
    long usedAtStart, long usedAtEnd, long max, long reserved, long reservedForSuperusers) {}
