package io.stormdb.core;

import io.stormdb.api.GoDuration;
import java.net.BindException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells why there was no connection, where neither the driver nor the pool has a SQLSTATE for it.
 */
final class ConnectionFailure {

  private ConnectionFailure() {}

  /**
   * Returns the error to be reported for one that was met while waiting for a connection.
   *
   * @param waitedNanos how long was waited
   * @param timeout how long was allowed
   */
  static SQLException of(SQLException met, long waitedNanos, Duration timeout) {
    if (isWithoutPort(met)) {
      return new SQLException(
          "no local port is left for a connection: all are in use or still held by connections"
              + " just closed (net.ipv4.ip_local_port_range; fewer connections a second, or a"
              + " Unix-domain socket, need none)",
          SqlStates.NO_FREE_PORT,
          met);
    }
    boolean refused = met.getSQLState() != null && !met.getSQLState().startsWith("08");
    if (!refused
        && (waitedNanos >= timeout.toNanos() || hasCause(met, SocketTimeoutException.class))) {
      return timeout(met, timeout);
    }
    return met;
  }

  /** Returns the error of a wait that took too long, whatever came of it. */
  static SQLException timeout(@Nullable SQLException met, Duration timeout) {
    return new SQLTimeoutException(
        "no connection within connection_timeout (%s)%s"
            .formatted(GoDuration.format(timeout), met == null ? "" : ": " + Database.message(met)),
        SqlStates.CONNECTION_TIMEOUT,
        met);
  }

  /** The channel says the one when no port is left, the plain socket the other. */
  static boolean isWithoutPort(SQLException met) {
    for (Throwable cause = met; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || (cause instanceof NoRouteToHostException
              && String.valueOf(cause.getMessage()).contains("assign requested address"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasCause(SQLException met, Class<? extends Throwable> type) {
    for (Throwable cause = met; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
