package io.stormdb.progressive.maths;

import java.util.List;
import java.util.stream.IntStream;

/** c₀ + c₁N + … + c_dNᵈ of degree d: describes, and explains nothing. */
public final class Polynomial extends Model {

  static final Polynomial LINE = new Polynomial(1);
  static final Polynomial QUADRATIC = new Polynomial(2);
  static final Polynomial CUBIC = new Polynomial(3);

  private static final List<String> NAMES = List.of("linear", "quadratic", "cubic");
  private static final List<String> COEFFICIENTS = List.of("a", "b", "c", "d");
  private static final List<String> POWERS = List.of("", "N", "N²", "N³");
  private static final List<String> UNITS =
      List.of(
          Symbol.RATE,
          "transactions/s a worker",
          "transactions/s a worker²",
          "transactions/s a worker³");

  private final int degree;

  private Polynomial(int degree) {
    this.degree = degree;
  }

  @Override
  public String name() {
    return NAMES.get(degree - 1);
  }

  @Override
  public String formula() {
    StringBuilder text = new StringBuilder(COEFFICIENTS.get(0));
    for (int power = 1; power <= degree; power++) {
      text.append(" + ").append(COEFFICIENTS.get(power)).append(POWERS.get(power));
    }
    return text.toString();
  }

  @Override
  public List<Symbol> symbols() {
    return IntStream.rangeClosed(0, degree)
        .mapToObj(
            power ->
                new Symbol(
                    COEFFICIENTS.get(power),
                    power == 0 ? "throughput at 0" : "coefficient of " + POWERS.get(power),
                    UNITS.get(power)))
        .toList();
  }

  @Override
  public double at(double concurrency, double... parameters) {
    double value = 0;
    for (int power = degree; power >= 0; power--) {
      value = value * concurrency + parameters[power];
    }
    return value;
  }

  @Override
  void gradient(double concurrency, double[] parameters, double[] into) {
    double power = 1;
    for (int j = 0; j <= degree; j++) {
      into[j] = power;
      power *= concurrency;
    }
  }

  @Override
  List<double[]> starts(Points points) {
    // linear in its parameters: any start leads to the minimum
    return List.of(new double[degree + 1]);
  }
}
