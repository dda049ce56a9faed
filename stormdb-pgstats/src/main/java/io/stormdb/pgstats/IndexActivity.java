package io.stormdb.pgstats;

/**
 * What was done with one index, by {@code pg_stat_user_indexes} and {@code pg_statio_user_indexes}.
 *
 * @param name with its schema
 * @param table that it belongs to, with its schema
 * @param enforces whether it is unique, a primary key or an exclusion constraint, and so of use
 *     without any scan
 * @param isValid whether it may be used: false while it is being built, or if that failed
 * @param scans how often it was used
 * @param entriesRead entries that these scans returned
 * @param rowsFetched live rows fetched by simple scans of it
 * @param blocksHit blocks found in shared buffers
 * @param blocksRead blocks read from the operating system
 * @param size on disk
 */
public record IndexActivity(
    String name,
    String table,
    boolean enforces,
    boolean isValid,
    long scans,
    long entriesRead,
    long rowsFetched,
    long blocksHit,
    long blocksRead,
    TableActivity.Size size) {}
