package io.stormdb.core;

import io.stormdb.core.socket.SetupTimes;
import io.stormdb.metrics.SharedLatencies;
import java.time.Duration;

/** Takes down how long setting up each connection of a run took. Safe for use by many threads. */
final class SetupRecorder {

  private final SharedLatencies whole = new SharedLatencies();
  private final SharedLatencies tcp = new SharedLatencies();
  private final SharedLatencies unix = new SharedLatencies();
  private final SharedLatencies tls = new SharedLatencies();
  private final SharedLatencies logIn = new SharedLatencies();
  private final SharedLatencies firstQuery = new SharedLatencies();

  /**
   * Takes down a connection that can be used now.
   *
   * @param times of its parts, ended
   * @param firstQueryNanos how long its first query took after that
   */
  void add(SetupTimes times, long firstQueryNanos) {
    times.connect().map(Duration::toNanos).ifPresent((times.isUnix() ? unix : tcp)::record);
    times.tls().map(Duration::toNanos).ifPresent(tls::record);
    times.logIn().map(Duration::toNanos).ifPresent(logIn::record);
    firstQuery.record(firstQueryNanos);
    whole.record(times.total().toNanos() + firstQueryNanos);
  }

  /** Returns what was taken down so far. */
  ConnectionSetup setup() {
    return new ConnectionSetup(
        whole.latencies(),
        tcp.latencies(),
        unix.latencies(),
        tls.latencies(),
        logIn.latencies(),
        firstQuery.latencies());
  }
}
