package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * Checkpoints of the whole server, and who wrote its buffers: by {@code pg_stat_bgwriter}, and from
 * PostgreSQL 17 by {@code pg_stat_checkpointer} as well.
 *
 * @param timed checkpoints that were due
 * @param requested checkpoints that somebody asked for, or that {@code max_wal_size} forced
 * @param buffersWritten buffers that checkpoints wrote
 * @param buffersCleaned buffers that the background writer wrote
 * @param buffersByBackends buffers that sessions had to write themselves; not known from PostgreSQL
 *     17
 * @param writeTime time that checkpoints spent writing
 * @param syncTime time that checkpoints spent syncing
 */
public record CheckpointActivity(
    long timed,
    long requested,
    long buffersWritten,
    long buffersCleaned,
    Optional<Long> buffersByBackends,
    Duration writeTime,
    Duration syncTime) {}
