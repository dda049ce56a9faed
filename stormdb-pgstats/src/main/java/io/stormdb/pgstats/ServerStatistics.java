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
 * @param statements statements of the connected user in the connected database; empty if they were
 *     not asked for
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
    Optional<Observed<StatementActivity>> statements) {

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
    statements.ifPresent(observed -> parts.put("statements", observed));
    return parts;
  }

  /** Returns statistics of which nothing could be observed, all for the same reason. */
  static ServerStatistics missing(Duration window, String reason, boolean statementsWanted) {
    return new ServerStatistics(
        window,
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        new Observed.Missing<>(reason),
        statementsWanted ? Optional.of(new Observed.Missing<>(reason)) : Optional.empty());
  }
}
