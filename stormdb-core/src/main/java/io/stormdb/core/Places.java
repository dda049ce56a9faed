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
   * Refuses a run for which the server has too few connections left. Waits a moment for those of a
   * run before, which may just be ending.
   *
   * @param needed how many the run opens
   * @param connections how it opens them
   * @throws StormDbException saying how many are left
   */
  static void require(Connection connection, int needed, Connections connections)
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
          "the run needs %d connections, but the server has only %d left (max_connections = %s); use %s or raise max_connections"
              .formatted(
                  needed,
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
