package io.stormdb.progressive.maths;

import java.util.List;
import java.util.stream.DoubleStream;

/** a(1 − e^(−bN)): what is missing to the limit a shrinks by the same share with each worker. */
public final class SaturatingExponential extends Model {

  static final SaturatingExponential CURVE = new SaturatingExponential();

  private SaturatingExponential() {}

  @Override
  public String name() {
    return "saturating exponential";
  }

  @Override
  public String formula() {
    return "a(1 − e^(−bN))";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("a", "limit", Symbol.RATE),
        new Symbol("b", "rate of approach", Symbol.PER_LEVEL));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return -parameters[0] * Math.expm1(-parameters[1] * concurrency);
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    into[0] = -Math.expm1(-parameters[1] * concurrency);
    into[1] = parameters[0] * concurrency * Math.exp(-parameters[1] * concurrency);
  }

  @Override
  double[] lower() {
    return new double[] {0, 0};
  }

  @Override
  List<double[]> starts(Points points) {
    double widest = Shapes.widest(points);
    List<double[]> guesses =
        DoubleStream.of(0.1, 0.3, 1, 3, 10, 30, 100)
            .mapToObj(approach -> new double[] {1, approach / widest})
            .toList();
    return Shapes.best(this, points, guesses);
  }
}
