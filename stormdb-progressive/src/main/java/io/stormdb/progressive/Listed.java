package io.stormdb.progressive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** A strategy whose levels are known before anything is measured. Immutable. */
public sealed interface Listed extends Strategy {

  /** Returns the levels, each once. */
  List<Level> levels();

  @Override
  default Level largest() {
    return Level.of(
        levels().stream().mapToInt(Level::workers).max().orElseThrow(),
        levels().stream().mapToInt(Level::connections).max().orElseThrow());
  }

  @Override
  default boolean isShared() {
    return levels().stream().anyMatch(level -> !level.isPaired());
  }

  @Override
  default boolean isOnlyConnections() {
    return levels().stream().map(Level::workers).distinct().count() == 1
        && levels().stream().map(Level::connections).distinct().count() > 1;
  }

  /**
   * Equal distances from the least to the most: in a number of bands, or by steps.
   *
   * @param axes what changes
   * @param bands how many, 1 to 100; of no effect on what has a step
   * @param stepWorkers how many workers more each time; at least 1
   * @param stepConnections how many connections more each time; at least 1
   */
  record Linear(Axes axes, int bands, OptionalInt stepWorkers, OptionalInt stepConnections)
      implements Listed {
    /** Checks the numbers. */
    public Linear {
      requireBands(bands);
      requireStep("step of workers", stepWorkers);
      requireStep("step of connections", stepConnections);
      if (stepConnections.isPresent() && axes.connections().isEmpty()) {
        throw new IllegalArgumentException(
            "a step of connections needs a range of connections, was " + stepConnections);
      }
    }

    /** Returns one in this many bands. */
    public static Linear of(Axes axes, int bands) {
      return new Linear(axes, bands, OptionalInt.empty(), OptionalInt.empty());
    }

    @Override
    public String text() {
      return "linear";
    }

    @Override
    public List<Level> levels() {
      List<Integer> workers = numbers(axes.workers(), stepWorkers);
      return axes.connections().isEmpty()
          ? Spacing.distinct(workers.stream().map(Level::of).toList())
          : Spacing.pairs(workers, numbers(axes.connections().get(), stepConnections));
    }

    private List<Integer> numbers(Range range, OptionalInt step) {
      return step.isPresent()
          ? Spacing.stepped(range, step.getAsInt())
          : Spacing.linear(range, count());
    }

    /** What has no step is spread over as many bands as the steps of the other make. */
    private int count() {
      if (stepWorkers.isPresent()) {
        return Spacing.stepped(axes.workers(), stepWorkers.getAsInt()).size();
      }
      return stepConnections.isPresent()
          ? Spacing.stepped(axes.connections().orElseThrow(), stepConnections.getAsInt()).size()
          : bands;
    }
  }

  /**
   * Workers and connections grow together in equal distances, from both least to both most.
   *
   * @param axes what changes
   * @param bands how many; 1 to 100
   */
  record Balanced(Axes axes, int bands) implements Listed {
    /** Checks the number. */
    public Balanced {
      requireBands(bands);
    }

    @Override
    public String text() {
      return "balanced";
    }

    @Override
    public List<Level> levels() {
      return spread(axes, bands, Spacing::linear);
    }
  }

  /**
   * Each band has the same multiple of the one before.
   *
   * @param axes what changes
   * @param bands how many; 1 to 100
   */
  record Exponential(Axes axes, int bands) implements Listed {
    /** Checks the number. */
    public Exponential {
      requireBands(bands);
    }

    @Override
    public String text() {
      return "exponential";
    }

    @Override
    public List<Level> levels() {
      return spread(axes, bands, Spacing::exponential);
    }
  }

  /**
   * Bands are spread as Fibonacci's numbers are: dense at first, then ever further apart.
   *
   * @param axes what changes
   * @param bands how many; 1 to 100
   */
  record Fibonacci(Axes axes, int bands) implements Listed {
    /** Checks the number. */
    public Fibonacci {
      requireBands(bands);
    }

    @Override
    public String text() {
      return "fibonacci";
    }

    @Override
    public List<Level> levels() {
      return spread(axes, bands, Spacing::fibonacci);
    }
  }

  /**
   * Workers grow by steps, and there are as many connections as workers within their range.
   *
   * @param axes what changes
   * @param step how many workers more each time; at least 1
   */
  record Synchronized(Axes axes, int step) implements Listed {
    /** Checks the number. */
    public Synchronized {
      requireStep("step of workers", OptionalInt.of(step));
    }

    /** Returns one in about this many bands. */
    public static Synchronized inBands(Axes axes, int bands) {
      requireBands(bands);
      int width = axes.workers().most() - axes.workers().least();
      return new Synchronized(axes, Math.max(1, (int) Math.ceil(width / Math.max(1.0, bands - 1))));
    }

    @Override
    public String text() {
      return "synchronized";
    }

    @Override
    public List<Level> levels() {
      return Spacing.distinct(
          Spacing.stepped(axes.workers(), step).stream()
              .map(n -> Level.of(n, axes.connections().map(range -> range.nearest(n)).orElse(n)))
              .toList());
    }
  }

  /**
   * A list of one's own.
   *
   * @param levels 1 to 100 of them in any order, each once
   */
  record Custom(List<Level> levels) implements Listed {
    /** Checks the list. */
    public Custom {
      levels = List.copyOf(levels);
      requireBands(levels.size());
      if (Spacing.distinct(levels).size() < levels.size()) {
        throw new IllegalArgumentException(
            "levels must be there once each (repeats measure them again), were " + levels);
      }
      if (levels.stream().anyMatch(level -> level.rate().isPresent())) {
        throw new IllegalArgumentException("levels must have no rate, were " + levels);
      }
    }

    @Override
    public String text() {
      return "custom";
    }
  }

  private static void requireBands(int bands) {
    if (bands < 1 || bands > MOST_BANDS) {
      throw new IllegalArgumentException(
          "bands must be from 1 to " + MOST_BANDS + ", was " + bands);
    }
  }

  private static void requireStep(String what, OptionalInt step) {
    if (step.isPresent() && step.getAsInt() < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, was " + step.getAsInt());
    }
  }

  private static List<Level> spread(
      Axes axes, int bands, BiFunction<Range, Integer, List<Integer>> spacing) {
    List<Integer> workers = spacing.apply(axes.workers(), bands);
    Optional<Range> connections = axes.connections();
    return connections.isEmpty()
        ? Spacing.distinct(workers.stream().map(Level::of).toList())
        : Spacing.pairs(workers, spacing.apply(connections.get(), bands));
  }
}
