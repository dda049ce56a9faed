package io.stormdb.progressive.maths;

import java.util.List;
import java.util.stream.DoubleStream;

/** aNᵇ: each doubling multiplies by the same. */
public final class Power extends Model {

  static final Power CURVE = new Power();

  private Power() {}

  @Override
  public String name() {
    return "power";
  }

  @Override
  public String formula() {
    return "aN^b";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("a", "throughput of one", Symbol.RATE), new Symbol("b", "exponent", "1"));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return parameters[0] * Math.pow(concurrency, parameters[1]);
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    into[0] = Math.pow(concurrency, parameters[1]);
    into[1] = parameters[0] * into[0] * Math.log(concurrency);
  }

  @Override
  List<double[]> starts(Points points) {
    List<double[]> guesses =
        DoubleStream.of(-1, -0.3, 0.1, 0.3, 0.6, 1, 1.5)
            .mapToObj(exponent -> new double[] {1, exponent})
            .toList();
    return Shapes.best(this, points, guesses);
  }
}
