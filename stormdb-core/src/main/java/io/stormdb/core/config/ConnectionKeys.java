package io.stormdb.core.config;

import io.stormdb.core.QueryMode;
import io.stormdb.core.RunPlan;
import java.time.Duration;
import java.util.List;

/**
 * The keys of how workers come by connections. Other programs write them below {@code database:};
 * here they do not stand for a server, so that they work with the embedded one too.
 */
final class ConnectionKeys {

  static final String CONNECTIONS = "connections";
  static final String CONNECTION_MODE = "connection_mode";
  static final String READ_WRITE_SPLIT = "read_write_split";
  static final String QUERY_MODE = "query_mode";
  static final String DRIVER = "driver";
  static final String CONNECTION_TIMEOUT = "connection_timeout";
  static final String QUERY_TIMEOUT = "query_timeout";
  static final String MAX_IDLE = "max_idle_connections";
  static final String IDLE_TIMEOUT = "idle_timeout";
  static final String MAX_LIFETIME = "max_lifetime";

  /** Those that mean something to a pool only. */
  static final List<String> OF_A_POOL = List.of(MAX_IDLE, IDLE_TIMEOUT, MAX_LIFETIME);

  /** How workers may come by connections. */
  static final ValueKind.Choice MODES =
      ValueKind.Choice.of("persistent", "pooled", "transient", "mixed");

  private static final RunPlan PLAN = RunPlan.of("any");
  private static final Duration LONGEST = Duration.ofHours(24);

  /** How many connections there are, and how they are used. */
  static final List<ConfigKey> USE =
      List.of(
          ConfigKey.ofRun(
                  CONNECTIONS,
                  new ValueKind.Whole(1, 10_000),
                  "The most connections for the load: the size of a pool; without one at least"
                      + " workers.")
              .spelled("database.connections")
              .spelled("database.max_connections")
              .flag("--connections")
              .whenAbsent("one a worker"),
          ConfigKey.ofRun(
                  CONNECTION_MODE,
                  MODES,
                  "How workers come by a connection: each keeps one, all share a pool, each"
                      + " transaction opens one, or half of them keep and half of them open one.")
              .flag("--connection-mode")
              .whenAbsent(
                  "persistent, or mixed for the workload connection; pooled if a key of a pool is"
                      + " given"),
          ConfigKey.ofRun(
                  READ_WRITE_SPLIT,
                  new ValueKind.YesNo(),
                  "Whether transactions that only read run on a standby, and the others on the"
                      + " primary.")
              .flag("--read-write-split")
              .otherwise(Boolean.toString(PLAN.connections().readWriteSplit())),
          ConfigKey.ofRun(
                  QUERY_MODE,
                  ValueKind.Choice.of("simple", "extended", "prepared"),
                  "How statements reach the server, with the names of pgbench --protocol.")
              .flag("--query-mode")
              .otherwise(QueryMode.PREPARED.text()),
          ConfigKey.ofRun(
                  DRIVER,
                  ValueKind.Choice.of("auto", "jdbc"),
                  "Who sends statements: StormDB itself where it can, which costs less, or always"
                      + " the JDBC driver.")
              .flag("--driver")
              .otherwise(PLAN.connections().driver().text()));

  /** How long a connection is waited for, used and kept. */
  static final List<ConfigKey> LIMITS =
      List.of(
          key(
                  CONNECTION_TIMEOUT,
                  new ValueKind.Time(Duration.ofMillis(250), Duration.ofHours(1)),
                  "The longest wait of a transaction for a connection, and of a connection for the"
                      + " server to answer.")
              .flag("--connection-timeout")
              .whenAbsent("30s; 10s for the server to answer"),
          key(
                  QUERY_TIMEOUT,
                  new ValueKind.Time(Duration.ofMillis(1), LONGEST),
                  "The longest that a statement of the load may take before the server cancels it.")
              .flag("--query-timeout")
              .whenAbsent("no limit but that of the server"),
          key(
                  MAX_IDLE,
                  new ValueKind.Whole(0, 10_000),
                  "How many connections of the pool stay open when nobody needs them.")
              .flag("--max-idle-connections")
              .whenAbsent("all; none if idle_timeout is given"),
          key(
                  IDLE_TIMEOUT,
                  new ValueKind.Time(Duration.ofSeconds(10), LONGEST),
                  "How long the other connections of the pool stay open then.")
              .spelled("database.connection_max_idle_time")
              .flag("--idle-timeout")
              .whenAbsent("10m, or half of max_lifetime if that is less"),
          key(
                  MAX_LIFETIME,
                  new ValueKind.Time(Duration.ZERO, LONGEST),
                  "After how long the pool replaces a connection; at least 30s, or 0s for never.")
              .spelled("database.connection_max_lifetime")
              .flag("--max-lifetime")
              .whenAbsent("30m"));

  private ConnectionKeys() {}

  private static ConfigKey key(String name, ValueKind kind, String description) {
    return ConfigKey.of(name, kind, description)
        .spelled("workload." + name)
        .spelled("database." + name);
  }
}
