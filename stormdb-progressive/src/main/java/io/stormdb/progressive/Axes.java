package io.stormdb.progressive;

import java.util.Optional;

/**
 * What changes from band to band.
 *
 * @param workers how many work at the same time
 * @param connections how many connections they have together; empty for one a worker
 */
public record Axes(Range workers, Optional<Range> connections) {

  /** Returns a number of workers that changes, with a connection each. */
  public static Axes workers(int least, int most) {
    return new Axes(new Range(least, most), Optional.empty());
  }

  /** Returns a copy whose workers have this many connections together. */
  public Axes connections(int least, int most) {
    return new Axes(workers, Optional.of(new Range(least, most)));
  }

  /** Returns whether only the number of connections changes. */
  public boolean isOnlyConnections() {
    return !workers.varies() && connections.filter(Range::varies).isPresent();
  }

  /** Returns the number that a band is known by: workers, unless only connections change. */
  Range main() {
    return isOnlyConnections() ? connections.orElseThrow() : workers;
  }

  /** Returns the level with this many of what a band is known by, the rest in proportion. */
  Level at(int number) {
    if (connections.isEmpty()) {
      return Level.of(number);
    }
    if (isOnlyConnections()) {
      return Level.of(workers.least(), number);
    }
    Range shared = connections.get();
    double share =
        workers.varies()
            ? (number - workers.least()) / (double) (workers.most() - workers.least())
            : 0;
    return Level.of(
        number,
        shared.nearest(
            (int) Math.round(shared.least() + share * (shared.most() - shared.least()))));
  }
}
