package io.stormdb.core;

import io.stormdb.metrics.Counts;
import io.stormdb.metrics.Latencies;
import io.stormdb.metrics.Tally;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which workers are recorded apart from others, and what comes of it. */
record Groups(RunPlan plan) {

  static final int PERSISTENT = 0;
  static final int TRANSIENT = 1;
  private static final int DEFERRED = 2;

  /**
   * Returns the group of each loop.
   *
   * @param loops workers, and those who run what workers have deferred behind them
   */
  int[] ofLoops(int loops) {
    boolean mixed = plan.connections().mode() instanceof Connections.Mixed;
    return IntStream.range(0, loops).map(loop -> mixed ? group(loop) : 0).toArray();
  }

  private int group(int loop) {
    if (loop >= plan.workers()) {
      return DEFERRED;
    }
    return Supply.isTransient(plan.connections().mode(), loop) ? TRANSIENT : PERSISTENT;
  }

  /**
   * Returns how workers came by connections.
   *
   * @param setup how long it took to set connections up
   * @param pooler what the load went through
   */
  ConnectionFigures figures(
      Runner.Outcome outcome, Supplies supply, ConnectionSetup setup, Pooler pooler) {
    RunState state = outcome.state();
    Connections.Mode mode = plan.connections().mode();
    return new ConnectionFigures(
        supply.opened() + supply.openedEach(),
        state.measured().total().connectionWaits(),
        mode instanceof Connections.Pooled pooled
            ? Optional.of(
                new ConnectionFigures.Pool(
                    supply.isSplit() ? 2 * pooled.size() : pooled.size(), outcome.held()))
            : Optional.empty(),
        mode instanceof Connections.Mixed
            ? List.of(
                half(state, PERSISTENT, new Connections.Persistent(), supply.opened()),
                half(state, TRANSIENT, new Connections.Transient(), supply.openedEach()))
            : List.of(),
        setup,
        outcome.comparison(),
        supply.servers(),
        supply.isSplit() ? Optional.of(ReadWriteSplit.of(outcome, supply)) : Optional.empty(),
        pooler,
        outcome.direct());
  }

  private ConnectionFigures.Half half(
      RunState state, int group, Connections.Mode mode, long opened) {
    int workers =
        (int) IntStream.range(0, plan.workers()).filter(worker -> group(worker) == group).count();
    if (workers == 0) {
      return new ConnectionFigures.Half(
          mode, 0, opened, Counts.ZERO, Latencies.none(), Latencies.none());
    }
    Tally tally = state.measured().total(group);
    return new ConnectionFigures.Half(
        mode, workers, opened, tally.counts(), tally.latencies(), tally.serviceTimes());
  }
}
