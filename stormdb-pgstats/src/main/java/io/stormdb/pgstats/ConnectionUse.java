package io.stormdb.pgstats;

/**
 * Connections to the whole server. The statistics' own connection is one of them.
 *
 * @param usedAtStart connections when the window began: those of the load are among them
 * @param usedAtEnd connections when it had ended: those of the load are closed
 * @param max {@code max_connections}
 * @param reserved how many of those are reserved for superusers and the like
 */
public record ConnectionUse(long usedAtStart, long usedAtEnd, long max, long reserved) {}
