package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * What the whole server wrote to its write-ahead log, by {@code pg_stat_wal}, and from PostgreSQL
 * 18 by the rows of {@code pg_stat_io} for the log. Before PostgreSQL 14 only the bytes are known,
 * from the positions in the log.
 *
 * @param bytes bytes of log generated
 * @param records records generated
 * @param fullPageImages records that hold a whole page, as the first change after a checkpoint does
 * @param buffersFull how often log was written because its buffers were full
 * @param writes how often buffers were written out to the log
 * @param syncs how often a file of the log was synced to disk
 * @param writeTime time spent writing; known when {@code track_wal_io_timing} is on
 * @param syncTime time spent syncing; known when {@code track_wal_io_timing} is on
 */
public record WalActivity(
    long bytes,
    Optional<Long> records,
    Optional<Long> fullPageImages,
    Optional<Long> buffersFull,
    Optional<Long> writes,
    Optional<Long> syncs,
    Optional<Duration> writeTime,
    Optional<Duration> syncTime) {}
