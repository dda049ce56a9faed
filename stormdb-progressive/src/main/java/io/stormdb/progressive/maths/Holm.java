package io.stormdb.progressive.maths;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Many tests at once without more false alarms than one: S. Holm, "A simple sequentially rejective
 * multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
 */
final class Holm {

  private Holm() {}

  /**
   * Returns which hypotheses are rejected.
   *
   * @param pValues of each, 0 to 1
   * @param alpha risk that any of those that hold is rejected
   */
  static boolean[] rejected(double[] pValues, double alpha) {
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(i -> i)
            .toArray();
    boolean[] rejected = new boolean[pValues.length];
    for (int k = 0; k < order.length; k++) {
      if (pValues[order[k]] > alpha / (order.length - k)) {
        break;
      }
      rejected[order[k]] = true;
    }
    return rejected;
  }
}
