package io.stormdb.core;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the workers of a run came by connections.
 *
 * @param opened connections that were opened for the load, those before its start and of the
 *     warm-up included
 * @param waits how long transactions waited for a connection, measured part only, those that did
 *     not get one included; none where every worker keeps one
 * @param pool how busy the pool was; empty if there was none
 * @param halves of the workers, each with a way of its own; empty if all have the same
 * @param setup how long it took to set connections up
 * @param comparison of both halves; empty if there are not two
 * @param servers that connections went to, those with most of them first; if reads were split off,
 *     first those for writes, then those for reads
 * @param split what was done by transactions that only read and by the others, if they were split
 * @param pooler what the load went through on its way to the server
 * @param direct whether StormDB sent the statements itself, past the JDBC driver
 */
public record ConnectionFigures(
    long opened,
    Latencies waits,
    Optional<Pool> pool,
    List<Half> halves,
    ConnectionSetup setup,
    Optional<ModeComparison> comparison,
    List<ServerUse> servers,
    Optional<ReadWriteSplit> split,
    Pooler pooler,
    boolean direct) {

  /**
   * How busy the pool was, measured part only; both pools together if reads were split off.
   *
   * @param size the most connections
   * @param busy how long connections were lent, all together
   */
  public record Pool(int size, Duration busy) {

    /**
     * Returns the share of the time for which a connection was lent, from 0 to 1. Empty when
     * nothing was measured.
     *
     * @param measured how long was measured
     */
    public Optional<Double> utilisation(Duration measured) {
      return measured.isZero()
          ? Optional.empty()
          : Optional.of(busy.toNanos() / ((double) measured.toNanos() * size));
    }
  }

  /**
   * Workers that came by connections in the same way.
   *
   * @param mode how
   * @param workers how many they are
   * @param opened connections that were opened for them, those before the start and of the warm-up
   *     included
   * @param counts of their transactions, measured part only
   * @param latencies response times of those that did not fail
   * @param serviceTimes of the same, without the wait for a connection
   */
  public record Half(
      Connections.Mode mode,
      int workers,
      long opened,
      Counts counts,
      Latencies latencies,
      Latencies serviceTimes) {

    /**
     * Returns successful transactions a second of one worker. Empty when nothing was measured.
     *
     * @param measured how long was measured
     */
    public Optional<Double> tpsPerWorker(Duration measured) {
      return workers == 0 ? Optional.empty() : tps(measured).map(tps -> tps / workers);
    }

    /**
     * Returns successful transactions a second of all its workers. Empty when nothing was measured.
     *
     * @param measured how long was measured
     */
    public Optional<Double> tps(Duration measured) {
      return measured.isZero()
          ? Optional.empty()
          : Optional.of(counts.successful() / (measured.toNanos() / 1e9));
    }
  }

  /** Keeps a copy. */
  public ConnectionFigures {
    halves = List.copyOf(halves);
    servers = List.copyOf(servers);
  }

  /** Returns the figures of a load whose workers each kept the one connection they had. */
  public static ConnectionFigures pinned(long opened) {
    return new ConnectionFigures(
        opened,
        Latencies.none(),
        Optional.empty(),
        List.of(),
        ConnectionSetup.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Pooler.NONE,
        false);
  }
}
