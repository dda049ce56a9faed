package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts for curves that are a factor times a shape: for each shape the best factor is known in
 * closed form, so that only shapes need guessing (G. H. Golub and V. Pereyra, SIAM Journal on
 * Numerical Analysis 10, 1973).
 */
final class Shapes {

  private static final int KEPT = 3;

  private Shapes() {}

  /**
   * Returns the best few of the guesses, each with its factor filled in as the first parameter.
   *
   * @param guesses parameters whose first is 1
   */
  static List<double[]> best(Model model, Points points, List<double[]> guesses) {
    double[] weights = points.weights();
    List<Map.Entry<Double, double[]>> bySum = new ArrayList<>();
    for (double[] guess : guesses) {
      double product = 0;
      double square = 0;
      double all = 0;
      for (int i = 0; i < weights.length; i++) {
        double y = points.points().get(i).throughput();
        double shape = model.at(points.points().get(i).concurrency(), guess);
        product += weights[i] * shape * y;
        square += weights[i] * shape * shape;
        all += weights[i] * y * y;
      }
      double factor = product / square;
      if (Double.isFinite(factor)) {
        double[] start = guess.clone();
        start[0] = factor;
        bySum.add(Map.entry(all - factor * product, start));
      }
    }
    return bySum.stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(KEPT)
        .map(Map.Entry::getValue)
        .toList();
  }

  static double widest(Points points) {
    return points.points().get(points.size() - 1).concurrency();
  }
}
