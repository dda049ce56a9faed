package io.stormdb.cli;

import io.stormdb.core.Rate;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDbException;
import io.stormdb.core.config.ProgressiveSettings;
import io.stormdb.progressive.Adaptive;
import io.stormdb.progressive.Axes;
import io.stormdb.progressive.CoolDown;
import io.stormdb.progressive.FindMax;
import io.stormdb.progressive.Level;
import io.stormdb.progressive.Listed;
import io.stormdb.progressive.Order;
import io.stormdb.progressive.Range;
import io.stormdb.progressive.StopRules;
import io.stormdb.progressive.Strategy;
import io.stormdb.progressive.StudyPlan;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * Makes the plan of a study from what was given, and decides what was not.
 *
 * @param given what was
 * @param load what would be run without a study
 * @param isIntervalGiven whether the length of its intervals was
 * @param freeConnections asks how many more connections the server has
 */
record StudyChoice(
    ProgressiveSettings given, RunPlan load, boolean isIntervalGiven, IntSupplier freeConnections) {

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final int WORKERS_A_PROCESSOR = 4;
  private static final int FEWEST_WORKERS = 16;
  private static final int USUAL_TRIALS = 30;

  /** So many intervals make the range of TPS as good as it gets. */
  private static final int INTERVALS = 30;

  /** For what prepares and watches, beside the load. */
  private static final int SPARE_CONNECTIONS = 4;

  /**
   * Returns the plan.
   *
   * @throws StormDbException if there is none
   */
  StudyPlan plan() {
    try {
      Order order = Order.valueOf(given.order().toUpperCase(Locale.ROOT));
      return new StudyPlan(
          band(),
          strategy(),
          new CoolDown(given.coolDown(), given.quietWithin()),
          order,
          given.repeats().orElse(order == Order.ABBA ? 2 : 1),
          new StopRules(given.stopOnErrors(), given.stopOnLatency(), given.stopOnDecline()));
    } catch (IllegalArgumentException e) {
      throw StormDbException.usage("progressive: " + e.getMessage(), e);
    }
  }

  /** Returns what each band runs. */
  private RunPlan band() {
    Optional<Duration> length = given.duration();
    RunPlan timed =
        length
            .map(time -> load.end(new RunPlan.End(Optional.of(time), load.end().transactions())))
            .orElse(load)
            .warmup(given.warmup());
    if (isIntervalGiven || length.isEmpty()) {
      return timed;
    }
    Duration fitting = length.get().dividedBy(INTERVALS);
    // whole milliseconds, at most the usual second
    Duration interval =
        Duration.ofMillis(
            Math.max(
                SHORTEST_INTERVAL.toMillis(),
                Math.min(load.interval().toMillis(), fitting.toMillis())));
    return timed.interval(interval);
  }

  private Strategy strategy() {
    int bands = given.bands().orElse(Strategy.USUAL_BANDS);
    return switch (given.strategy()) {
      case "linear" ->
          new Listed.Linear(axes(), bands, given.workers().step(), given.connections().step());
      case "balanced" -> new Listed.Balanced(axes(), bands);
      case "exponential" -> new Listed.Exponential(axes(), bands);
      case "fibonacci" -> new Listed.Fibonacci(axes(), bands);
      case "synchronized" -> {
        OptionalInt step = given.workers().step();
        yield step.isPresent()
            ? new Listed.Synchronized(axes(), step.getAsInt())
            : Listed.Synchronized.inBands(axes(), bands);
      }
      case "custom" ->
          new Listed.Custom(
              given.levels().stream().map(l -> Level.of(l.workers(), l.connections())).toList());
      case "adaptive" -> new Adaptive(axes(), bands);
      case "slo" -> search();
      default -> throw new IllegalStateException("no strategy " + given.strategy());
    };
  }

  private Strategy search() {
    int workers = given.workers().most().orElseGet(this::mostWorkers);
    return new FindMax(
        given.findMax().orElseThrow(),
        workers,
        given.connections().most().orElse(workers),
        given.minRate().orElse(Rate.perSecond(1)),
        given.startRate().orElse(Rate.perSecond(100)),
        given.maxRate().orElse(Rate.perSecond(100_000)),
        given.bands().orElse(USUAL_TRIALS));
  }

  /** If only connections are spoken of, only they change. */
  private Axes axes() {
    ProgressiveSettings.Steps workers = given.workers();
    ProgressiveSettings.Steps connections = given.connections();
    boolean hasConnections = connections.isGiven();
    Range range =
        hasConnections && !workers.isGiven()
            ? Range.only(load.workers())
            : new Range(
                workers.least().orElse(1),
                workers.most().orElseGet(() -> Math.max(workers.least().orElse(1), mostWorkers())));
    return new Axes(
        range,
        hasConnections
            ? Optional.of(
                new Range(connections.least().orElse(1), connections.most().orElse(range.most())))
            : Optional.empty());
  }

  private int mostWorkers() {
    int wanted =
        Math.max(FEWEST_WORKERS, WORKERS_A_PROCESSOR * Runtime.getRuntime().availableProcessors());
    return Math.max(1, Math.min(wanted, freeConnections.getAsInt() - SPARE_CONNECTIONS));
  }
}
