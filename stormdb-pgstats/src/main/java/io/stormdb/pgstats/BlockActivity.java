package io.stormdb.pgstats;

/**
 * Blocks that were needed of the tables and indexes of users, by {@code pg_statio_user_tables}.
 *
 * @param tableHit blocks of tables found in shared buffers
 * @param tableRead blocks of tables read from the operating system
 * @param indexHit blocks of indexes found in shared buffers
 * @param indexRead blocks of indexes read from the operating system
 */
public record BlockActivity(long tableHit, long tableRead, long indexHit, long indexRead) {}
