package io.stormdb.progressive.maths;

import java.util.OptionalInt;

/**
 * The knee of a curve that rises ever less: V. Satopaa, J. Albrecht, D. Irwin and B. Raghavan,
 * "Finding a 'Kneedle' in a haystack: detecting knee points in system behavior", ICDCS Workshops,
 * 2011, offline.
 *
 * <p>Both axes are scaled to 0 to 1, and the curve is compared with the diagonal: d<sub>i</sub> =
 * y<sub>i</sub> − x<sub>i</sub>. A local maximum of d is a knee when d falls below d − S · mean(Δx)
 * before the next one. Of several knees the one farthest from the diagonal counts. The points are
 * taken as they are: the paper smooths them first, which six to twenty levels do not support.
 *
 * <p>What follows the highest point is left out, as a curve that falls again has its knee before.
 */
final class Kneedle {

  private Kneedle() {}

  /**
   * Returns the index of the knee; empty if there is none, which with fewer than three points up to
   * the highest is always so.
   *
   * @param x strictly ascending
   * @param y as many
   * @param sensitivity S, how much flatter it must get; 1 in the paper, 0 takes any maximum
   */
  static OptionalInt knee(double[] x, double[] y, double sensitivity) {
    int top = 0;
    for (int i = 1; i < y.length; i++) {
      top = y[i] > y[top] ? i : top;
    }
    double least = y[0];
    for (int i = 0; i <= top; i++) {
      least = Math.min(least, y[i]);
    }
    if (top < 2) {
      return OptionalInt.empty();
    }
    double[] above = new double[top + 1];
    for (int i = 0; i <= top; i++) {
      above[i] = (y[i] - least) / (y[top] - least) - (x[i] - x[0]) / (x[top] - x[0]);
    }
    double step = sensitivity / top; // the mean of Δx is 1 over the number of steps
    int knee = -1;
    int candidate = -1;
    for (int i = 1; i <= top; i++) {
      boolean peak = i < top && above[i] >= above[i - 1] && above[i] > above[i + 1];
      if (candidate >= 0 && above[i] < above[candidate] - step) {
        knee = knee < 0 || above[candidate] > above[knee] ? candidate : knee;
        candidate = -1;
      }
      if (peak && above[i] > 0) {
        candidate = i;
      }
    }
    return knee < 0 ? OptionalInt.empty() : OptionalInt.of(knee);
  }
}
