package io.stormdb.pgstats;

import java.util.Locale;

/**
 * A number of a server that is followed through a run. Counts are of the connected database where
 * {@code pg_stat_database} has them, and of the whole server otherwise; all sessions are in them,
 * not only those of a load.
 */
public enum ServerMetric {
  /** Transactions committed in the database. */
  COMMITS(Snapshot.DATABASE, "xact_commit", Unit.COUNT),
  /** Transactions rolled back in the database. */
  ROLLBACKS(Snapshot.DATABASE, "xact_rollback", Unit.COUNT),
  /** Blocks of the database found in shared buffers. */
  BLOCKS_HIT(Snapshot.DATABASE, "blks_hit", Unit.COUNT),
  /** Blocks of the database read from the operating system. */
  BLOCKS_READ(Snapshot.DATABASE, "blks_read", Unit.COUNT),
  /** Rows that sequential scans read, and index entries that index scans returned. */
  TUPLES_RETURNED(Snapshot.DATABASE, "tup_returned", Unit.COUNT),
  /** Rows fetched by index scans. */
  TUPLES_FETCHED(Snapshot.DATABASE, "tup_fetched", Unit.COUNT),
  /** Rows inserted. */
  TUPLES_INSERTED(Snapshot.DATABASE, "tup_inserted", Unit.COUNT),
  /** Rows updated. */
  TUPLES_UPDATED(Snapshot.DATABASE, "tup_updated", Unit.COUNT),
  /** Rows deleted. */
  TUPLES_DELETED(Snapshot.DATABASE, "tup_deleted", Unit.COUNT),
  /** Statements cancelled because of recovery; only standbys have them. */
  CONFLICTS(Snapshot.DATABASE, "conflicts", Unit.COUNT),
  /** Deadlocks detected in the database. */
  DEADLOCKS(Snapshot.DATABASE, "deadlocks", Unit.COUNT),
  /** Temporary files created. */
  TEMP_FILES(Snapshot.DATABASE, "temp_files", Unit.COUNT),
  /** Bytes written to temporary files. */
  TEMP_BYTES(Snapshot.DATABASE, "temp_bytes", Unit.BYTES),
  /** Time spent reading blocks, with {@code track_io_timing}. */
  BLOCK_READ_TIME(Snapshot.DATABASE, "blk_read_time", Unit.MILLIS),
  /** Time spent writing blocks, with {@code track_io_timing}. */
  BLOCK_WRITE_TIME(Snapshot.DATABASE, "blk_write_time", Unit.MILLIS),
  /** Sessions opened in the database, from PostgreSQL 14. */
  SESSIONS_OPENED(Snapshot.DATABASE, "sessions", Unit.COUNT),

  /** Checkpoints that were due. */
  CHECKPOINTS_TIMED(Snapshot.CHECKPOINTS, "timed", Unit.COUNT),
  /** Checkpoints that somebody, or {@code max_wal_size}, asked for. */
  CHECKPOINTS_REQUESTED(Snapshot.CHECKPOINTS, "requested", Unit.COUNT),
  /** Checkpoints completed, from PostgreSQL 18. */
  CHECKPOINTS_DONE(Snapshot.CHECKPOINTS, "done", Unit.COUNT),
  /** Restartpoints completed, on a standby, from PostgreSQL 17. */
  RESTARTPOINTS_DONE(Snapshot.CHECKPOINTS, "restartpoints_done", Unit.COUNT),
  /** Buffers that checkpoints wrote. */
  CHECKPOINT_BUFFERS(Snapshot.CHECKPOINTS, "written", Unit.COUNT),
  /** Time that checkpoints spent writing; told when one ends. */
  CHECKPOINT_WRITE_TIME(Snapshot.CHECKPOINTS, "write_time", Unit.MILLIS),
  /** Time that checkpoints spent syncing; told when one ends. */
  CHECKPOINT_SYNC_TIME(Snapshot.CHECKPOINTS, "sync_time", Unit.MILLIS),
  /** Buffers that the background writer wrote. */
  BUFFERS_CLEANED(Snapshot.CHECKPOINTS, "cleaned", Unit.COUNT),
  /** Buffers that sessions had to write themselves, before PostgreSQL 17. */
  BUFFERS_BY_BACKENDS(Snapshot.CHECKPOINTS, "backends", Unit.COUNT),

  /** Bytes of write-ahead log, by the position in it. */
  WAL_BYTES(Snapshot.POSITION, "wal_position", Unit.BYTES),
  /** Records of write-ahead log, from PostgreSQL 14. */
  WAL_RECORDS(Snapshot.WAL, "wal_records", Unit.COUNT),
  /** Pages that had to be logged whole, from PostgreSQL 14. */
  WAL_FULL_PAGE_IMAGES(Snapshot.WAL, "wal_fpi", Unit.COUNT),
  /** How often log was written because its buffers were full, from PostgreSQL 14. */
  WAL_BUFFERS_FULL(Snapshot.WAL, "wal_buffers_full", Unit.COUNT),
  /** How often buffers were written out to the log, from PostgreSQL 14. */
  WAL_WRITES(Snapshot.WAL, "wal_write", Unit.COUNT),
  /** How often files of the log were synced, from PostgreSQL 14. */
  WAL_SYNCS(Snapshot.WAL, "wal_sync", Unit.COUNT),
  /** Time spent writing log, with {@code track_wal_io_timing}. */
  WAL_WRITE_TIME(Snapshot.WAL, "wal_write_time", Unit.MILLIS),
  /** Time spent syncing log, with {@code track_wal_io_timing}. */
  WAL_SYNC_TIME(Snapshot.WAL, "wal_sync_time", Unit.MILLIS),

  /** Read operations of all processes, from PostgreSQL 16. */
  IO_READS(Snapshot.IO, "reads", Unit.COUNT),
  /** Bytes read by all processes, from PostgreSQL 16. */
  IO_READ_BYTES(Snapshot.IO, "read_bytes", Unit.BYTES),
  /** Write operations of all processes, from PostgreSQL 16. */
  IO_WRITES(Snapshot.IO, "writes", Unit.COUNT),
  /** Bytes written by all processes, from PostgreSQL 16. */
  IO_WRITE_BYTES(Snapshot.IO, "write_bytes", Unit.BYTES),
  /** Write operations of sessions, from PostgreSQL 16. */
  IO_SESSION_WRITES(Snapshot.IO, "session_writes", Unit.COUNT),
  /** Operations that made a file longer, from PostgreSQL 16. */
  IO_EXTENSIONS(Snapshot.IO, "extensions", Unit.COUNT),
  /** Blocks thrown out of shared buffers, from PostgreSQL 16. */
  IO_EVICTIONS(Snapshot.IO, "evictions", Unit.COUNT),
  /** Files synced, from PostgreSQL 16. */
  IO_FSYNCS(Snapshot.IO, "fsyncs", Unit.COUNT),
  /** Time spent reading, with {@code track_io_timing}, from PostgreSQL 16. */
  IO_READ_TIME(Snapshot.IO, "read_time", Unit.MILLIS),
  /** Time spent writing, with {@code track_io_timing}, from PostgreSQL 16. */
  IO_WRITE_TIME(Snapshot.IO, "write_time", Unit.MILLIS),
  /** Time spent syncing, with {@code track_io_timing}, from PostgreSQL 16. */
  IO_FSYNC_TIME(Snapshot.IO, "fsync_time", Unit.MILLIS),

  /** Pages found in the small caches of transaction states, from PostgreSQL 13. */
  SLRU_HIT(Snapshot.SLRU, "slru_hit", Unit.COUNT),
  /** Pages read into those caches, from PostgreSQL 13. */
  SLRU_READ(Snapshot.SLRU, "slru_read", Unit.COUNT),
  /** Pages written from those caches, from PostgreSQL 13. */
  SLRU_WRITTEN(Snapshot.SLRU, "slru_written", Unit.COUNT),

  /** Files of the log archived. */
  ARCHIVED(Snapshot.ARCHIVER, "archived", Unit.COUNT),
  /** Attempts to archive that failed. */
  ARCHIVE_FAILURES(Snapshot.ARCHIVER, "archive_failed", Unit.COUNT),

  /** Log that the last standby has not replayed, in bytes. */
  REPLICATION_LAG_BYTES(Snapshot.REPLICATION, "lag_bytes", Unit.LEVEL),
  /** How long the last standby needs to replay, in milliseconds. */
  REPLAY_LAG_MS(Snapshot.REPLICATION, "replay_lag", Unit.LEVEL),
  /** Log kept for the slot that is furthest behind, in bytes. */
  SLOT_RETAINED_BYTES(Snapshot.REPLICATION, "retained_bytes", Unit.LEVEL),

  /** Connections to the whole server. */
  CONNECTIONS(Snapshot.PROCESSES, "connections", Unit.LEVEL),
  /** Sessions of the database that wait for a lock. */
  LOCK_WAITERS(Snapshot.PROCESSES, "lock_waiters", Unit.LEVEL),
  /** 1 while a checkpoint runs, 0 while none does. */
  CHECKPOINT_RUNNING(Snapshot.PROCESSES, "checkpointer_working", Unit.LEVEL),
  /** Workers of autovacuum on the whole server. */
  AUTOVACUUM_WORKERS(Snapshot.PROCESSES, "autovacuum_workers", Unit.LEVEL),

  /** Sessions of the load, as they were seen. */
  LOAD_SESSIONS(WaitSampler.NAME, "sessions", Unit.LEVEL),
  /** Sessions of the load that ran or waited for a processor. */
  LOAD_RUNNING(WaitSampler.NAME, "running", Unit.LEVEL),
  /** Sessions of the load that waited for a lock. */
  LOAD_WAITS_LOCK(WaitSampler.NAME, "lock", Unit.LEVEL),
  /** Sessions of the load that waited for the log to be written or synced. */
  LOAD_WAITS_WAL(WaitSampler.NAME, "wal", Unit.LEVEL),
  /** Sessions of the load that waited for other input or output. */
  LOAD_WAITS_IO(WaitSampler.NAME, "io", Unit.LEVEL),
  /** Sessions of the load that waited for another lightweight lock. */
  LOAD_WAITS_LWLOCK(WaitSampler.NAME, "lwlock", Unit.LEVEL),
  /** Sessions of the load that waited for another process of the server, such as a standby's. */
  LOAD_WAITS_IPC(WaitSampler.NAME, "ipc", Unit.LEVEL),
  /** Sessions of the load that waited for their client. */
  LOAD_WAITS_CLIENT(WaitSampler.NAME, "client", Unit.LEVEL);

  /** What a number counts. */
  public enum Unit {
    /** Events: how many there were, or how many a second. */
    COUNT,
    /** Bytes, or bytes a second. */
    BYTES,
    /** Milliseconds of all processes together, or milliseconds a second. */
    MILLIS,
    /** Something that is there or not, and does not add up: how many at a moment, on average. */
    LEVEL
  }

  private final String view;
  private final String column;
  private final Unit unit;

  ServerMetric(CatalogQuery view, String column, Unit unit) {
    this(view.name(), column, unit);
  }

  ServerMetric(String view, String column, Unit unit) {
    this.view = view;
    this.column = column;
    this.unit = unit;
  }

  /** Returns the name that results have it under, such as {@code wal_bytes}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns where it comes from: the name of a view, or {@code waits}. */
  public String view() {
    return view;
  }

  /** Returns what it counts. */
  public Unit unit() {
    return unit;
  }

  String column() {
    return column;
  }

  boolean isLevel() {
    return unit == Unit.LEVEL;
  }
}
