package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;

/** a / (1 + e^(−b(N − c))): grows fastest at c and approaches the limit a. */
public final class Logistic extends Model {

  static final Logistic CURVE = new Logistic();

  private Logistic() {}

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String formula() {
    return "a / (1 + e^(−b(N − c)))";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("a", "limit", Symbol.RATE),
        new Symbol("b", "steepness", Symbol.PER_LEVEL),
        new Symbol("c", "level of the fastest growth", "N"));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return parameters[0] / (1 + Math.exp(-parameters[1] * (concurrency - parameters[2])));
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    double decay = Math.exp(-parameters[1] * (concurrency - parameters[2]));
    double share = 1 / (1 + decay);
    // decay / (1 + decay)², without overflow of the square
    double slope = share * (1 - share);
    into[0] = share;
    into[1] = parameters[0] * slope * (concurrency - parameters[2]);
    into[2] = -parameters[0] * slope * parameters[1];
  }

  @Override
  double[] lower() {
    return new double[] {0, 0, Double.NEGATIVE_INFINITY};
  }

  @Override
  List<double[]> starts(Points points) {
    double widest = Shapes.widest(points);
    List<double[]> guesses = new ArrayList<>();
    for (double steepness : new double[] {1, 3, 10, 30}) {
      for (double centre : new double[] {0, 0.1, 0.25, 0.5, 1}) {
        guesses.add(new double[] {1, steepness / widest, centre * widest});
      }
    }
    return Shapes.best(this, points, guesses);
  }
}
