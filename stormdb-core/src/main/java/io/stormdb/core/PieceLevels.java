package io.stormdb.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Levels in straight pieces. Each question looks at O(log n) of n pieces. */
final class PieceLevels implements Levels {

  private final List<Piece> pieces;

  /** The highest level in each piece and those after it: in 1 of them, in 2, in 4, and so on. */
  private final double[][] highest;

  /**
   * A straight piece.
   *
   * @param start when it begins
   * @param length how long it is; infinite for the last
   * @param from the level at its start
   * @param to the level at its end
   * @param before the area below all pieces before it
   */
  record Piece(double start, double length, double from, double to, double before) {

    double slope() {
      return from == to ? 0 : (to - from) / length;
    }

    double end() {
      return start + length;
    }

    double areaUntil(double seconds) {
      double in = Math.min(seconds, end()) - start;
      return before + in * (from + slope() * in / 2);
    }

    /** Where the area exceeds a value that it reaches in this piece. */
    double whereAreaExceeds(double area) {
      double rest = area - before;
      // the root of from * t + slope / 2 * t^2 = rest, in the form that does not cancel
      return rest <= 0
          ? start
          : start + 2 * rest / (from + Math.sqrt(from * from + 2 * slope() * rest));
    }
  }

  /**
   * Puts pieces together.
   *
   * @param pieces without a gap, the first from 0 on and the last infinite; must not change
   */
  PieceLevels(List<Piece> pieces) {
    this.pieces = pieces;
    this.highest = highest(pieces);
  }

  private static double[][] highest(List<Piece> pieces) {
    int size = pieces.size();
    double[][] highest = new double[Integer.SIZE - Integer.numberOfLeadingZeros(size)][size];
    Arrays.setAll(highest[0], i -> Math.max(pieces.get(i).from, pieces.get(i).to));
    for (int step = 1; step < highest.length; step++) {
      double[] half = highest[step - 1];
      int next = 1 << (step - 1);
      Arrays.setAll(highest[step], i -> Math.max(half[i], half[Math.min(i + next, size - 1)]));
    }
    return highest;
  }

  /** Makes levels from piece to piece. */
  static final class Drawing {
    private final List<Piece> pieces = new ArrayList<>();
    private double now;
    private double area;
    private double level;

    /** Starts at a level. */
    Drawing(double level) {
      this.level = level;
    }

    /** Goes on for some seconds, to a level that is reached evenly. */
    Drawing to(double newLevel, double seconds) {
      if (seconds > 0) {
        Piece piece = new Piece(now, seconds, level, newLevel, area);
        pieces.add(piece);
        now = piece.end();
        area = piece.areaUntil(now);
      }
      level = newLevel;
      return this;
    }

    /** Goes on at the level reached for some seconds. */
    Drawing stay(double seconds) {
      return to(level, seconds);
    }

    /** Goes on at the level reached for ever. */
    Levels forever() {
      pieces.add(new Piece(now, Double.POSITIVE_INFINITY, level, level, area));
      return new PieceLevels(List.copyOf(pieces));
    }
  }

  @Override
  public double at(double seconds) {
    Piece piece = pieces.get(indexAt(seconds));
    return piece.from + piece.slope() * (seconds - piece.start);
  }

  @Override
  public double whereAreaExceeds(double area) {
    int low = 0;
    int high = pieces.size() - 1;
    // the first piece at whose end the area is more; it never gets less
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pieces.get(middle + 1).before > area) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Piece piece = pieces.get(low);
    boolean staysAtNothing = piece.length == Double.POSITIVE_INFINITY && piece.from == 0;
    return staysAtNothing ? Double.POSITIVE_INFINITY : piece.whereAreaExceeds(area);
  }

  @Override
  public double whereAtLeast(double seconds, double least) {
    int index = indexAt(seconds);
    double here = whereAtLeast(pieces.get(index), seconds, least);
    if (here != Double.POSITIVE_INFINITY) {
      return here;
    }
    int later = firstAsHigh(index + 1, least);
    return later == pieces.size()
        ? Double.POSITIVE_INFINITY
        : whereAtLeast(pieces.get(later), seconds, least);
  }

  private static double whereAtLeast(Piece piece, double seconds, double least) {
    double from = Math.max(seconds, piece.start);
    if (piece.from + piece.slope() * (from - piece.start) >= least) {
      return from;
    }
    // not before, also when rounding says so
    return piece.to >= least
        ? Math.max(from, piece.start + (least - piece.from) / piece.slope())
        : Double.POSITIVE_INFINITY;
  }

  /** Returns the first piece, from one on, that is so high anywhere; their number if none is. */
  private int firstAsHigh(int from, double least) {
    int index = from;
    for (int step = highest.length - 1; step >= 0; step--) {
      if (index < pieces.size() && highest[step][index] < least) {
        index += 1 << step;
      }
    }
    return Math.min(index, pieces.size());
  }

  private int indexAt(double seconds) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (seconds < pieces.get(middle).end()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
