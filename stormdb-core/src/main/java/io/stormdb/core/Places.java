package io.stormdb.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How many more connections a server takes. */
final class Places {

  /** A process of the server takes some time to end after its client has left. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Places() {}

  /**
   * Refuses a run for which the server has too few connections left.
   *
   * @param needed how many the run opens
   * @param connections how it opens them
   * @throws StormDbException saying how many are left
   */
  static void require(Connection connection, int needed, Connections connections)
      throws SQLException {
    require(
        connection,
        needed,
        connections,
        "the run needs %d connections, but the server".formatted(needed));
  }

  /**
   * Refuses a run for which one of several servers, which chance decides between, has too few
   * connections left.
   *
   * @param all how many the run opens
   * @param servers how many there are
   * @param name of this one
   * @param connections how the run opens them
   * @throws StormDbException saying how many are left
   */
  static void requireShare(
      Connection connection, int all, int servers, String name, Connections connections)
      throws SQLException {
    int share = Spreading.most(all, servers);
    require(
        connection,
        share,
        connections,
        "of the %d connections of the run, up to %d may come to one of %d servers (load_balance_hosts: random), but %s"
            .formatted(all, share, servers, name));
  }

  /** Waits a moment for those of a run before, which may just be ending. */
  private static void require(
      Connection connection, int needed, Connections connections, String problem)
      throws SQLException {
    int most =
        Integer.parseInt(
            Database.string(
                connection,
                "SELECT current_setting('max_connections')::int"
                    + " - current_setting('superuser_reserved_connections')::int"));
    long deadline = NanoClock.SYSTEM.nanoTime() + PATIENCE.toNanos();
    int left = most - taken(connection);
    // those of this run are fewer than all there are: waiting may help
    while (left < needed && needed < most && NanoClock.SYSTEM.nanoTime() - deadline < 0) {
      NanoClock.SYSTEM.park(connection, PAUSE.toNanos());
      left = most - taken(connection);
    }
    if (left < needed) {
      throw StormDbException.usage(
          "%s has only %d left (max_connections = %s); use %s or raise max_connections"
              .formatted(
                  problem,
                  left,
                  Database.string(connection, "SHOW max_connections"),
                  connections.mode() instanceof Connections.Pooled
                      ? "a smaller pool"
                      : "fewer workers"));
    }
  }

  private static int taken(Connection connection) throws SQLException {
    return Integer.parseInt(
        Database.string(
            connection,
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"));
  }
}
