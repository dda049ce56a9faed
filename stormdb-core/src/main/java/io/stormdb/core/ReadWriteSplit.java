package io.stormdb.core;

import io.stormdb.api.TransactionType;
import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.TypeTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a load did that ran transactions that only read on another server than the others.
 *
 * @param writes those that may write
 * @param reads those that only read
 */
public record ReadWriteSplit(Side writes, Side reads) {

  /**
   * Transactions of one kind. One that was queued to be run later counts where it was run.
   *
   * @param counts of the measured part
   * @param latencies response times of those that did not fail
   * @param serviceTimes of the same, without the wait for a worker or a connection
   * @param servers where they ran
   * @param pool how busy their pool was; empty if there was none
   * @param availability how much of the run had connections of this kind
   */
  public record Side(
      Counts counts,
      Latencies latencies,
      Latencies serviceTimes,
      List<ServerUse> servers,
      Optional<ConnectionFigures.Pool> pool,
      Availability availability) {

    /** Keeps a copy. */
    public Side {
      servers = List.copyOf(servers);
    }

    /**
     * Returns successful transactions a second. Empty when nothing was measured.
     *
     * @param measured how long was measured
     */
    public Optional<Double> tps(Duration measured) {
      return measured.isZero()
          ? Optional.empty()
          : Optional.of(counts.successful() / (measured.toNanos() / 1e9));
    }
  }

  /** Returns what came of a run whose reads were split off. */
  static ReadWriteSplit of(Runner.Outcome outcome, Supplies supplies) {
    return new ReadWriteSplit(
        side(outcome, false, supplies.writes()), side(outcome, true, supplies.reads()));
  }

  private static Side side(Runner.Outcome outcome, boolean reads, Supply supply) {
    List<TypeTally> tallies = tallies(outcome, reads);
    return new Side(
        Counts.sum(tallies.stream().map(TypeTally::counts).toList()),
        Latencies.merged(tallies.stream().map(TypeTally::latencies).toList()),
        Latencies.merged(tallies.stream().map(TypeTally::serviceTimes).toList()),
        supply.servers(),
        outcome.state().plan().connections().mode() instanceof Connections.Pooled pooled
            ? Optional.of(
                new ConnectionFigures.Pool(
                    pooled.size(), outcome.halves().get(reads ? 1 : 0).held()))
            : Optional.empty(),
        outcome.halves().get(reads ? 1 : 0).availability());
  }

  private static List<TypeTally> tallies(Runner.Outcome outcome, boolean reads) {
    List<TransactionType> types = outcome.state().types();
    List<TypeTally> all = outcome.measuredTally().types();
    List<TypeTally> chosen = new ArrayList<>();
    int deferred = types.size();
    for (int type = 0; type < types.size(); type++) {
      // those that were queued are recorded behind all others, when they are run
      int ran = types.get(type).isDeferred() ? deferred++ : type;
      if (types.get(type).isReadOnly() == reads) {
        chosen.add(all.get(ran));
      }
    }
    return chosen;
  }
}
