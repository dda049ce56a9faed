package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * What all processes of the server read and wrote of tables, indexes and temporary tables, by
 * {@code pg_stat_io}, from PostgreSQL 16. Reads and writes are operations of the server; the
 * operating system may have had the data in memory.
 *
 * @param reads read operations; before PostgreSQL 18 one a block
 * @param readBytes bytes read
 * @param writes write operations; before PostgreSQL 18 one a block
 * @param writeBytes bytes written
 * @param sessionWrites write operations of sessions, which should rather be done by others
 * @param extensions operations that made a file longer
 * @param evictions blocks that were thrown out of shared buffers to make room
 * @param fsyncs files synced
 * @param sessionFsyncs files that sessions had to sync themselves
 * @param readTime time spent reading; known when {@code track_io_timing} is on
 * @param writeTime time spent writing; known when {@code track_io_timing} is on
 * @param fsyncTime time spent syncing; known when {@code track_io_timing} is on
 */
public record IoActivity(
    long reads,
    long readBytes,
    long writes,
    long writeBytes,
    long sessionWrites,
    long extensions,
    long evictions,
    long fsyncs,
    long sessionFsyncs,
    Optional<Duration> readTime,
    Optional<Duration> writeTime,
    Optional<Duration> fsyncTime) {}
