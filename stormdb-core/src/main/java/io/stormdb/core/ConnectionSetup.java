package io.stormdb.core;

import io.stormdb.metrics.Latencies;
import java.time.Duration;

/**
 * How long it took to set up the connections of a run, all of them: those before the start, of the
 * warm-up, and those that replaced a lost one included. The parts are only known of connections
 * through StormDB's own sockets; of one that was refused, nothing is.
 *
 * @param whole from asking for a connection to having the answer to its first query
 * @param tcp until the server was reached by TCP, its name looked up included
 * @param unix until the server was reached through a Unix-domain socket
 * @param tls agreeing on encryption; of encrypted connections only
 * @param logIn authentication, the start of a process of the server, and what the driver asks then
 * @param firstQuery the query that sets the session up for the load
 */
public record ConnectionSetup(
    Latencies whole,
    Latencies tcp,
    Latencies unix,
    Latencies tls,
    Latencies logIn,
    Latencies firstQuery) {

  /** No connections at all. */
  public static final ConnectionSetup NONE =
      new ConnectionSetup(
          Latencies.none(),
          Latencies.none(),
          Latencies.none(),
          Latencies.none(),
          Latencies.none(),
          Latencies.none());

  /** Returns of how many connections only the whole time and the first query are known. */
  public long withoutParts() {
    return whole.count() - logIn.count();
  }

  /** Returns the mean of the whole, zero if there was no connection. */
  public Duration mean() {
    return whole.mean().orElse(Duration.ZERO);
  }
}
