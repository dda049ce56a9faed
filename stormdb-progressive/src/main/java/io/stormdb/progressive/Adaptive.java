package io.stormdb.progressive;

/**
 * Spends its bands where information is: brackets the knee first, then refines.
 *
 * @param axes what changes; the first of workers and connections that does is searched
 * @param bands how many there are, at most; 4 to 100
 */
public record Adaptive(Axes axes, int bands) implements Strategy {
  /** Checks the number. */
  public Adaptive {
    if (!axes.main().varies()) {
      throw new IllegalArgumentException(
          "an adaptive study needs a range to search, was " + axes.main());
    }
    if (bands < 4 || bands > MOST_BANDS) {
      throw new IllegalArgumentException(
          "bands of an adaptive study must be from 4 to " + MOST_BANDS + ", was " + bands);
    }
  }

  @Override
  public String text() {
    return "adaptive";
  }

  @Override
  public Level largest() {
    return axes.at(axes.main().most());
  }

  @Override
  public boolean isShared() {
    return axes.connections().isPresent();
  }

  @Override
  public boolean isOnlyConnections() {
    return axes.isOnlyConnections();
  }
}
