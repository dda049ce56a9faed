package io.stormdb.pgstats;

import java.util.List;

/** What a server may have done that made a load slower. */
public enum Suspect {
  /** A checkpoint wrote and synced, and the pages changed after it were logged whole. */
  CHECKPOINT(
      ServerMetric.CHECKPOINT_RUNNING,
      ServerMetric.CHECKPOINT_BUFFERS,
      ServerMetric.WAL_FULL_PAGE_IMAGES),
  /** Sessions waited for the write-ahead log. */
  WAL(
      ServerMetric.LOAD_WAITS_WAL,
      ServerMetric.WAL_SYNC_TIME,
      ServerMetric.WAL_WRITE_TIME,
      ServerMetric.WAL_BUFFERS_FULL),
  /** Sessions waited for locks that others held. */
  LOCKS(ServerMetric.LOAD_WAITS_LOCK, ServerMetric.LOCK_WAITERS, ServerMetric.DEADLOCKS),
  /** Sessions got into each other's way inside the server. */
  CONTENTION(ServerMetric.LOAD_WAITS_LWLOCK),
  /** Autovacuum worked. */
  AUTOVACUUM(ServerMetric.AUTOVACUUM_WORKERS),
  /** Many sessions were opened, or there were many. */
  CONNECTIONS(ServerMetric.SESSIONS_OPENED, ServerMetric.CONNECTIONS),
  /** Sorts and the like did not fit into memory. */
  TEMP_FILES(ServerMetric.TEMP_BYTES),
  /** Sessions waited for data files, or read many blocks. */
  IO(
      ServerMetric.LOAD_WAITS_IO,
      ServerMetric.BLOCK_READ_TIME,
      ServerMetric.BLOCKS_READ,
      ServerMetric.IO_SESSION_WRITES),
  /** Sessions waited for another process, as for a synchronous standby. */
  OTHER_PROCESSES(ServerMetric.LOAD_WAITS_IPC);

  @SuppressWarnings("ImmutableEnumChecker") // it is a list of List.of
  private final List<ServerMetric> metrics;

  Suspect(ServerMetric... metrics) {
    this.metrics = List.of(metrics);
  }

  /** Returns the numbers that show it, the plainest first. */
  public List<ServerMetric> metrics() {
    return metrics;
  }
}
