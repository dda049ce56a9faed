package io.stormdb.progressive;

import io.stormdb.core.Rate;
import java.util.Optional;

/**
 * How much load one band has.
 *
 * @param workers how many work at the same time, at most; 1 to 10,000
 * @param connections the most connections that they have, together; 1 to 10,000
 * @param rate how many transactions start in a time, in an open loop; empty for a closed one
 */
public record Level(int workers, int connections, Optional<Rate> rate) {

  /** The largest number of either. */
  static final int MOST = 10_000;

  /** Checks the numbers. */
  public Level {
    if (workers < 1 || workers > MOST) {
      throw new IllegalArgumentException(
          "workers of a level must be from 1 to " + MOST + ", was " + workers);
    }
    if (connections < 1 || connections > MOST) {
      throw new IllegalArgumentException(
          "connections of a level must be from 1 to " + MOST + ", was " + connections);
    }
  }

  /** Returns a closed loop of workers with a connection each. */
  public static Level of(int workers) {
    return of(workers, workers);
  }

  /** Returns a closed loop of workers who share connections, or have more than they need. */
  public static Level of(int workers, int connections) {
    return new Level(workers, connections, Optional.empty());
  }

  /** Returns a copy in an open loop. */
  public Level at(Rate newRate) {
    return new Level(workers, connections, Optional.of(newRate));
  }

  /** Returns whether every worker has exactly one connection. */
  public boolean isPaired() {
    return workers == connections;
  }

  /** Returns whether this is as much load as another or more, in everything. */
  boolean isAtLeast(Level other) {
    return workers >= other.workers
        && connections >= other.connections
        && perSecond() >= other.perSecond();
  }

  private double perSecond() {
    return rate.map(Rate::perSecond).orElse(0.0);
  }

  /** Returns for example {@code 8 workers, 4 connections} or {@code 200/s, 8 workers, ...}. */
  @Override
  public String toString() {
    return rate.map(r -> r + ", ").orElse("")
        + counted(workers, "worker")
        + ", "
        + counted(connections, "connection");
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
