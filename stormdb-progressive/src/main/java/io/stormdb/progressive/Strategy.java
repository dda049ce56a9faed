package io.stormdb.progressive;

/** Which levels of load a study measures. Immutable. */
public sealed interface Strategy permits Listed, Adaptive, FindMax {

  /** The most bands that may be asked for. */
  int MOST_BANDS = 100;

  /** How many bands there are where nothing else is said. */
  int USUAL_BANDS = 8;

  /** Returns the name in configurations and reports. */
  String text();

  /** Returns the largest load that may be asked for, for checks before anything is measured. */
  Level largest();

  /** Returns whether workers and connections are ever of different numbers. */
  boolean isShared();

  /** Returns whether bands are known by their connections, because workers never change. */
  boolean isOnlyConnections();

  /** Returns whether its levels are known before anything is measured. */
  default boolean isListed() {
    return this instanceof Listed;
  }
}
