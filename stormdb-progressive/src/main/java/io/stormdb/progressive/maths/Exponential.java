package io.stormdb.progressive.maths;

import java.util.List;
import java.util.stream.DoubleStream;

/** ae^(bN): each worker more multiplies by the same. */
public final class Exponential extends Model {

  static final Exponential CURVE = new Exponential();

  private Exponential() {}

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public String formula() {
    return "ae^(bN)";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("a", "throughput at 0", Symbol.RATE),
        new Symbol("b", "rate of growth", Symbol.PER_LEVEL));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return parameters[0] * Math.exp(parameters[1] * concurrency);
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    into[0] = Math.exp(parameters[1] * concurrency);
    into[1] = parameters[0] * into[0] * concurrency;
  }

  @Override
  List<double[]> starts(Points points) {
    double widest = Shapes.widest(points);
    List<double[]> guesses =
        DoubleStream.of(-10, -3, -1, -0.1, 0.1, 1, 3, 10)
            .mapToObj(growth -> new double[] {1, growth / widest})
            .toList();
    return Shapes.best(this, points, guesses);
  }
}
