package io.stormdb.core;

import java.util.ArrayList;
import java.util.List;

/** Levels in straight pieces. */
final class PieceLevels implements Levels {

  private final List<Piece> pieces;

  /**
   * A straight piece.
   *
   * @param start when it begins
   * @param length how long it is; infinite for the last
   * @param from the level at its start
   * @param to the level at its end
   * @param before the area below all pieces before it
   */
  private record Piece(double start, double length, double from, double to, double before) {

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

  private PieceLevels(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
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
      return new PieceLevels(pieces);
    }
  }

  @Override
  public double at(double seconds) {
    Piece piece = pieces.get(indexAt(seconds));
    return piece.from + piece.slope() * (seconds - piece.start);
  }

  @Override
  public double whereAreaExceeds(double area) {
    for (Piece piece : pieces) {
      if (piece.length == Double.POSITIVE_INFINITY) {
        return piece.from == 0 ? Double.POSITIVE_INFINITY : piece.whereAreaExceeds(area);
      }
      if (piece.areaUntil(piece.end()) > area) {
        return piece.whereAreaExceeds(area);
      }
    }
    throw new IllegalStateException("the last piece of the levels is not infinite");
  }

  @Override
  public double whereAtLeast(double seconds, double least) {
    for (int i = indexAt(seconds); i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      double from = Math.max(seconds, piece.start);
      if (piece.from + piece.slope() * (from - piece.start) >= least) {
        return from;
      }
      if (piece.to >= least) {
        // not before, also when rounding says so
        return Math.max(from, piece.start + (least - piece.from) / piece.slope());
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private int indexAt(double seconds) {
    int index = 0;
    while (seconds >= pieces.get(index).end()) {
      index++;
    }
    return index;
  }
}
