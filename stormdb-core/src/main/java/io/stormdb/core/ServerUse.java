package io.stormdb.core;

import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that connections of a load went to.
 *
 * @param address host and port, or the folder of a Unix-domain socket and port
 * @param standby whether it was a standby when they were opened
 * @param version as the server calls it
 * @param opened connections that were opened, those before the start and of the warm-up included
 * @param counts of the transactions that ran on it, measured part only; those that failed because
 *     they got no connection belong to no server
 */
public record ServerUse(
    String address, boolean standby, String version, long opened, Counts counts) {

  /**
   * Returns its successful transactions a second. Empty when nothing was measured.
   *
   * @param measured how long was measured
   */
  public Optional<Double> tps(Duration measured) {
    return measured.isZero()
        ? Optional.empty()
        : Optional.of(counts.successful() / (measured.toNanos() / 1e9));
  }

  private ServerUse plus(ServerUse more) {
    return new ServerUse(address, standby, version, opened + more.opened, counts.plus(more.counts));
  }

  /** Returns each server once, in the order in which they come first. */
  static List<ServerUse> together(List<ServerUse> uses) {
    Map<List<Object>, ServerUse> servers = new LinkedHashMap<>();
    for (ServerUse use : uses) {
      servers.merge(List.of(use.address, use.standby, use.version), use, ServerUse::plus);
    }
    return List.copyOf(servers.values());
  }
}
