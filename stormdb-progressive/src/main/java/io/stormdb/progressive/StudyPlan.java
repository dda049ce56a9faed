package io.stormdb.progressive;

import io.stormdb.core.Connections;
import io.stormdb.core.Load;
import io.stormdb.core.RunPlan;
import io.stormdb.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a study measures. Immutable; methods that take a value return a changed copy.
 *
 * @param load what every band runs. Its duration and warm-up are those of each band; its workers
 *     and its connections are those of the level, and so is its rate with {@link FindMax}
 * @param strategy which levels are measured
 * @param coolDown what happens between bands
 * @param order in which order bands are measured
 * @param repeats how often each level is measured; 1 to 20, and even for {@link Order#ABBA}
 * @param stop when a level has collapsed, so that those above it are left out
 */
public record StudyPlan(
    RunPlan load, Strategy strategy, CoolDown coolDown, Order order, int repeats, StopRules stop) {

  private static final int MOST_REPEATS = 20;

  /** Checks everything, and reports all problems at once. */
  public StudyPlan {
    List<String> problems = new ArrayList<>();
    if (repeats < 1 || repeats > MOST_REPEATS) {
      problems.add("repeats must be from 1 to " + MOST_REPEATS + ", was " + repeats);
    }
    if (order == Order.ABBA && repeats % 2 != 0) {
      problems.add(
          "repeats must be even in order abba, which measures each level forwards and backwards, was "
              + repeats);
    }
    if (!(strategy instanceof Listed) && (repeats != 1 || order != Order.LISTED)) {
      problems.add(
          "strategy %s decides itself what is measured next; order must be listed and repeats 1, was %s and %s"
              .formatted(strategy.text(), order.name().toLowerCase(Locale.ROOT), repeats));
    }
    if (strategy instanceof FindMax && !stop.equals(StopRules.NONE)) {
      problems.add(
          "the search for the highest rate has a rule of its own, so there must be no other");
    }
    if (!load.phases().isEmpty() || !(load.shape() instanceof Shape.Constant)) {
      problems.add("the load of a band must not change, so it must have neither phases nor shape");
    }
    if (load.load() instanceof Load.Open && !(strategy instanceof FindMax)) {
      problems.add(
          "the load must be a closed loop, because with a rate the number of workers changes nothing"
              + " that is worth a study; find_max searches the highest rate");
    }
    Connections.Mode mode = load.connections().mode();
    boolean opensOwn =
        mode instanceof Connections.Transient
            || mode instanceof Connections.Mixed
            || mode instanceof Connections.Persistent;
    if (strategy.isShared() && opensOwn) {
      problems.add(
          "connection_mode must be pooled where there are not as many connections as workers, was "
              + mode.text());
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** Returns a plan that measures each level once, as listed, without pauses. */
  public static StudyPlan of(RunPlan load, Strategy strategy) {
    return new StudyPlan(load, strategy, CoolDown.NONE, Order.LISTED, 1, StopRules.NONE);
  }

  /** Returns a copy with other pauses between bands. */
  public StudyPlan coolDown(CoolDown newCoolDown) {
    return new StudyPlan(load, strategy, newCoolDown, order, repeats, stop);
  }

  /** Returns a copy that measures each level so often, in this order. */
  public StudyPlan order(Order newOrder, int newRepeats) {
    return new StudyPlan(load, strategy, coolDown, newOrder, newRepeats, stop);
  }

  /** Returns a copy that leaves out what is above a collapsed level. */
  public StudyPlan stop(StopRules rules) {
    return new StudyPlan(load, strategy, coolDown, order, repeats, rules);
  }

  /**
   * Returns the run of a level. Where workers share connections in any band, all bands have a pool,
   * so that they differ in nothing but numbers.
   */
  public RunPlan at(Level level) {
    RunPlan placed = load.workers(level.workers()).connections(connections(level.connections()));
    return level
        .rate()
        .map(
            rate ->
                placed.load(
                    new Load.Open(
                        rate,
                        load.load() instanceof Load.Open open
                            ? open.timetable()
                            : Load.Timetable.CONSTANT)))
        .orElse(placed);
  }

  private Connections connections(int size) {
    Connections given = load.connections();
    if (given.mode() instanceof Connections.Pooled pool) {
      int idle = pool.idle() == pool.size() ? size : Math.min(pool.idle(), size);
      return given.mode(new Connections.Pooled(size, idle, pool.idleTimeout(), pool.maxLifetime()));
    }
    return strategy.isShared() ? given.mode(Connections.pooled(size).mode()) : given;
  }

  /**
   * Returns everything that this says, each value under its name, for people and for comparison.
   */
  public Map<String, String> texts() {
    return PlanTexts.of(this);
  }
}
