package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;

/**
 * The Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)): N. J. Gunther, "Guerrilla
 * Capacity Planning", Springer 2007, equation 4.31, with the scale λ fitted as by B. Schwartz,
 * "Practical Scalability Analysis with the Universal Scalability Law", 2015.
 *
 * <p>λ is X(1), σ the contention (the share that cannot be done at the same time) and κ the
 * coherency (what each pair of workers costs). Bounds: λ &ge; 0, 0 &le; σ &le; 1, κ &ge; 0.
 */
public final class Usl extends Model {

  static final Usl LAW = new Usl();

  private static final int LAMBDA = 0;
  private static final int SIGMA = 1;
  private static final int KAPPA = 2;

  private Usl() {}

  @Override
  public String name() {
    return "universal scalability law";
  }

  @Override
  public String formula() {
    return "λN / (1 + σ(N − 1) + κN(N − 1))";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("λ", "throughput of one", Symbol.RATE),
        new Symbol("σ", "contention", "1"),
        new Symbol("κ", "coherency", "1"));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return parameters[LAMBDA] * concurrency / cost(concurrency, parameters);
  }

  private static double cost(double n, double[] p) {
    return 1 + p[SIGMA] * (n - 1) + p[KAPPA] * n * (n - 1);
  }

  @Override
  void gradient(double n, double[] p, double[] into) {
    double cost = cost(n, p);
    double x = p[LAMBDA] * n / cost;
    into[LAMBDA] = n / cost;
    into[SIGMA] = -x * (n - 1) / cost;
    into[KAPPA] = -x * n * (n - 1) / cost;
  }

  @Override
  double[] lower() {
    return new double[] {0, 0, 0};
  }

  @Override
  double[] upper() {
    return new double[] {Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY};
  }

  /**
   * Returns the concurrency of the peak, N* = √((1 − σ)/κ) (Gunther, chapter 4), 1 if the curve
   * does not rise at all and infinite if it never falls.
   */
  static double peak(double[] parameters) {
    if (parameters[SIGMA] >= 1) {
      return 1;
    }
    return Math.max(1, Math.sqrt((1 - parameters[SIGMA]) / parameters[KAPPA]));
  }

  /**
   * Returns X(N*), or what X approaches if there is no peak: λ/σ, infinite if that is unlimited
   * too.
   */
  static double peakThroughput(double[] parameters) {
    if (parameters[LAMBDA] == 0) {
      return 0;
    }
    double peak = peak(parameters);
    return Double.isFinite(peak)
        ? LAW.at(peak, parameters)
        : parameters[LAMBDA] / parameters[SIGMA];
  }

  /**
   * Returns a fit of the linear form N/X = 1/λ + (σ/λ)(N − 1) + (κ/λ)N(N − 1), whose errors are not
   * those of X, and some guesses in case that it makes no sense.
   */
  @Override
  List<double[]> starts(Points points) {
    double best = 0;
    double widest = 0;
    for (Points.Point point : points.points()) {
      best = Math.max(best, point.throughput() / point.concurrency());
      widest = Math.max(widest, point.concurrency());
    }
    List<double[]> starts = new ArrayList<>();
    double[] linear = linearForm(points);
    if (linear[0] > 0) {
      starts.add(new double[] {1 / linear[0], linear[1] / linear[0], linear[2] / linear[0]});
    }
    starts.add(new double[] {best, 0.01, 0.0001});
    starts.add(new double[] {best, 0.1, 1 / (widest * widest)});
    starts.add(new double[] {best, 0.5, 0.001});
    return starts;
  }

  private static double[] linearForm(Points points) {
    double[] weights = points.weights();
    double[][] rows = new double[points.size()][];
    double[] right = new double[points.size()];
    for (int i = 0; i < right.length; i++) {
      double n = points.points().get(i).concurrency();
      double x = points.points().get(i).throughput();
      // N/X has the standard error of X times N/X², and without any throughput it is not known
      double weight = x == 0 ? 0 : Math.sqrt(weights[i]) * x * x / n;
      rows[i] = new double[] {weight, weight * (n - 1), weight * n * (n - 1)};
      right[i] = x == 0 ? 0 : weight * n / x;
    }
    return Triangular.solve(rows, right, 3);
  }
}
