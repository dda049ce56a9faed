package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * What one database did, by {@code pg_stat_database}: all of its sessions, not only those of a
 * load.
 *
 * @param commits transactions committed
 * @param rollbacks transactions rolled back
 * @param blocksHit blocks found in shared buffers
 * @param blocksRead blocks read from the operating system
 * @param tuplesReturned live rows that sequential scans fetched, and index entries that index scans
 *     returned
 * @param tuplesFetched live rows that index scans fetched
 * @param tuplesInserted rows inserted
 * @param tuplesUpdated rows updated
 * @param tuplesDeleted rows deleted
 * @param conflicts statements cancelled because of recovery; only standbys have them
 * @param deadlocks deadlocks detected
 * @param tempFiles temporary files created
 * @param tempBytes bytes written to temporary files
 * @param blockReadTime time spent reading blocks; known when {@code track_io_timing} is on
 * @param blockWriteTime time spent writing blocks; known when {@code track_io_timing} is on
 * @param sessions sessions established; known from PostgreSQL 14
 */
public record DatabaseActivity(
    long commits,
    long rollbacks,
    long blocksHit,
    long blocksRead,
    long tuplesReturned,
    long tuplesFetched,
    long tuplesInserted,
    long tuplesUpdated,
    long tuplesDeleted,
    long conflicts,
    long deadlocks,
    long tempFiles,
    long tempBytes,
    Optional<Duration> blockReadTime,
    Optional<Duration> blockWriteTime,
    Optional<Long> sessions) {}
