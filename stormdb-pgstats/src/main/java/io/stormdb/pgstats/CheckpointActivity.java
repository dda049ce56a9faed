package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * Checkpoints of the whole server, and who wrote its buffers: by {@code pg_stat_bgwriter}, and from
 * PostgreSQL 17 by {@code pg_stat_checkpointer} as well.
 *
 * @param timed checkpoints that were due; the server skips those before which nothing was written
 * @param requested checkpoints that somebody asked for, or that {@code max_wal_size} forced
 * @param buffersWritten buffers that checkpoints wrote
 * @param buffersCleaned buffers that the background writer wrote
 * @param buffersByBackends buffers that sessions had to write themselves; not known from PostgreSQL
 *     17
 * @param writeTime time that checkpoints spent writing
 * @param syncTime time that checkpoints spent syncing
 * @param done checkpoints that were completed; known from PostgreSQL 18
 * @param restartpointsTimed restartpoints that were due, on a standby; known from PostgreSQL 17
 * @param restartpointsRequested restartpoints that were asked for; known from PostgreSQL 17
 * @param restartpointsDone restartpoints that were completed; known from PostgreSQL 17
 */
public record CheckpointActivity(
    long timed,
    long requested,
    long buffersWritten,
    long buffersCleaned,
    Optional<Long> buffersByBackends,
    Duration writeTime,
    Duration syncTime,
    Optional<Long> done,
    Optional<Long> restartpointsTimed,
    Optional<Long> restartpointsRequested,
    Optional<Long> restartpointsDone) {}
