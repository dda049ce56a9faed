package io.stormdb.pgstats;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server counted between two moments, before and after a load.
 *
 * @param window the time between those moments
 * @param database the connected database
 * @param blocks tables and indexes of users in that database
 * @param wal the write-ahead log of the whole server
 * @param checkpoints checkpoints of the whole server
 * @param connections connections to the whole server
 * @param cache how the data compares with the server's cache
 * @param waits what the sessions of the load were doing
 * @param activity what sessions and tables of the database did
 * @param facts what the server is and how it was set up at the end of the window
 * @param statements statements of the connected user in the connected database; empty if they were
 *     not asked for
 * @param io reads and writes of the whole server; from PostgreSQL 16
 * @param slru small caches of the whole server; from PostgreSQL 13
 * @param archiver archiving of the whole server
 * @param replication standbys and slots at the end of the window
 * @param timeline what happened from sample to sample
 * @param processors how busy the processors of the server were
 */
public record ServerStatistics(
    Duration window,
    Observed<DatabaseActivity> database,
    Observed<BlockActivity> blocks,
    Observed<WalActivity> wal,
    Observed<CheckpointActivity> checkpoints,
    Observed<ConnectionUse> connections,
    Observed<CacheState> cache,
    Observed<WaitActivity> waits,
    Activity activity,
    Observed<ServerFacts> facts,
    Optional<Observed<StatementActivity>> statements,
    Observed<IoActivity> io,
    Observed<SlruActivity> slru,
    Observed<ArchiverActivity> archiver,
    Observed<ReplicationState> replication,
    Observed<ServerTimeline> timeline,
    Observed<ProcessorUse> processors) {

  /** Checks the window. */
  public ServerStatistics {
    if (window.isNegative()) {
      throw new IllegalArgumentException("window must not be negative, was " + window);
    }
  }

  /** Returns all parts by name, in this order; statements only if they were asked for. */
  public Map<String, Observed<?>> parts() {
    Map<String, Observed<?>> parts = new LinkedHashMap<>();
    parts.put("database", database);
    parts.put("blocks", blocks);
    parts.put("wal", wal);
    parts.put("checkpoints", checkpoints);
    parts.put("connections", connections);
    parts.put("cache", cache);
    parts.put("waits", waits);
    parts.putAll(activity.parts());
    parts.put("facts", facts);
    statements.ifPresent(observed -> parts.put("statements", observed));
    parts.put("io", io);
    parts.put("slru", slru);
    parts.put("archiver", archiver);
    parts.put("replication", replication);
    parts.put("timeline", timeline);
    parts.put("processors", processors);
    return parts;
  }

  /**
   * Returns statistics of which nothing could be compared, all for the same reason.
   *
   * @param timeline what was seen all the same
   */
  static ServerStatistics missing(
      Duration window, String reason, boolean statementsWanted, Observed<ServerTimeline> timeline) {
    return new ServerStatistics(
        window,
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        Activity.missing(reason),
        new Observed.Missing<>(reason),
        statementsWanted ? Optional.of(new Observed.Missing<>(reason)) : Optional.empty(),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        timeline,
        new Observed.Missing<>(reason));
  }
}
