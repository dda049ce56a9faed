package io.stormdb.pgstats;

/**
 * Use of the server's small caches of the states of transactions and the like, all of them
 * together, by {@code pg_stat_slru}, from PostgreSQL 13.
 *
 * @param hit pages found in a cache
 * @param read pages read from files
 * @param written pages written to files
 */
public record SlruActivity(long hit, long read, long written) {}
