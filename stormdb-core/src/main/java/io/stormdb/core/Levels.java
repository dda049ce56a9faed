package io.stormdb.core;

/**
 * A level over time: workers, or transactions a second. Time is in seconds from the start of the
 * run. Immutable; nothing is allocated by its methods.
 */
interface Levels {

  /** Returns levels that never change. */
  static Levels constant(double level) {
    return new PieceLevels.Drawing(level).forever();
  }

  /** Returns the level at a moment. */
  double at(double seconds);

  /**
   * Returns the moment from which the area below the level exceeds a value: with transactions a
   * second as the level, the one numbered {@code area} from 0 is due then. Infinite if there is no
   * such moment.
   *
   * @param area not negative
   */
  double whereAreaExceeds(double area);

  /**
   * Returns the first moment, not before the one given, at which the level is at least {@code
   * least}. Infinite if there is none.
   */
  double whereAtLeast(double seconds, double least);
}
