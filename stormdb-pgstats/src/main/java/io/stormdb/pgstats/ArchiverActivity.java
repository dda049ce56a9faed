package io.stormdb.pgstats;

/**
 * What became of finished files of the write-ahead log, by {@code pg_stat_archiver}; nothing unless
 * {@code archive_mode} is on.
 *
 * @param archived files archived
 * @param failed attempts that failed
 */
public record ArchiverActivity(long archived, long failed) {}
