package io.stormdb.pgstats;

import java.util.Optional;

/**
 * What the whole server wrote to its write-ahead log, by {@code pg_stat_wal}. Before PostgreSQL 14
 * only the bytes are known, from the positions in the log.
 *
 * @param bytes bytes of log generated
 * @param records records generated
 * @param fullPageImages records that hold a whole page, as the first change after a checkpoint does
 * @param buffersFull how often log was written because its buffers were full
 */
public record WalActivity(
    long bytes,
    Optional<Long> records,
    Optional<Long> fullPageImages,
    Optional<Long> buffersFull) {}
