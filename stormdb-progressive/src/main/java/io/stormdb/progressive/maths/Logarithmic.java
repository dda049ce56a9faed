package io.stormdb.progressive.maths;

import java.util.List;

/** a + b ln N: each doubling adds the same. */
public final class Logarithmic extends Model {

  static final Logarithmic CURVE = new Logarithmic();

  private Logarithmic() {}

  @Override
  public String name() {
    return "logarithmic";
  }

  @Override
  public String formula() {
    return "a + b ln N";
  }

  @Override
  public List<Symbol> symbols() {
    return List.of(
        new Symbol("a", "throughput of one", Symbol.RATE),
        new Symbol("b", "gain of e times as many", Symbol.RATE));
  }

  @Override
  public double at(double concurrency, double... parameters) {
    return parameters[0] + parameters[1] * Math.log(concurrency);
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    into[0] = 1;
    into[1] = Math.log(concurrency);
  }

  @Override
  List<double[]> starts(Points points) {
    // linear in its parameters: any start leads to the minimum
    return List.of(new double[2]);
  }
}
