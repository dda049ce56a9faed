package io.stormdb.pgstats;

import java.time.Duration;
import java.util.Optional;

/**
 * Standbys and replication slots at the end of the window, by {@code pg_stat_replication} and
 * {@code pg_replication_slots}.
 *
 * @param standbys connections that take the write-ahead log
 * @param lagBytes how much log the last of them has not replayed; empty without standbys, and if
 *     the user may not see it
 * @param replayLag how long the last of them needs to replay what was just written; empty if the
 *     server has not measured it lately
 * @param slots replication slots
 * @param inactiveSlots those that nobody uses
 * @param retainedBytes how much log is kept for the slot that is furthest behind; empty without
 *     slots
 */
public record ReplicationState(
    long standbys,
    Optional<Long> lagBytes,
    Optional<Duration> replayLag,
    long slots,
    long inactiveSlots,
    Optional<Long> retainedBytes) {}
