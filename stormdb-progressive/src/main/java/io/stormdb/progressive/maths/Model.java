package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.List;

/**
 * A curve of throughput by concurrency, X(N), with parameters to be fitted. Immutable.
 *
 * <p>Two of them say something of the server ({@link #usl()}, and for small N {@link #linear()});
 * the others only describe.
 */
public abstract sealed class Model
    permits Exponential, Logarithmic, Logistic, Polynomial, Power, SaturatingExponential, Usl {

  Model() {}

  /** Returns the Universal Scalability Law. */
  public static Model usl() {
    return Usl.LAW;
  }

  /** Returns a + bN. */
  public static Model linear() {
    return Polynomial.LINE;
  }

  /** Returns all models, the Universal Scalability Law first. */
  public static List<Model> all() {
    return List.of(
        Usl.LAW,
        Polynomial.LINE,
        Logarithmic.CURVE,
        Power.CURVE,
        Exponential.CURVE,
        SaturatingExponential.CURVE,
        Logistic.CURVE,
        Polynomial.QUADRATIC,
        Polynomial.CUBIC);
  }

  /** Returns what the model is called, such as {@code universal scalability law}. */
  public abstract String name();

  /** Returns X(N) as text, such as {@code λN / (1 + σ(N − 1) + κN(N − 1))}. */
  public abstract String formula();

  /** Returns the parameters in their order. */
  public abstract List<Symbol> symbols();

  /**
   * Returns X(N).
   *
   * @param concurrency N, positive
   * @param parameters as many as there are symbols
   * @return transactions a second; not finite where the curve has no value
   */
  public abstract double at(double concurrency, double... parameters);

  /** Fills in the partial derivatives of X(N) by the parameters. */
  abstract void gradient(double concurrency, double[] parameters, double[] into);

  /** Returns where the search begins: at least one. */
  abstract List<double[]> starts(Points points);

  double[] lower() {
    double[] none = new double[symbols().size()];
    Arrays.fill(none, Double.NEGATIVE_INFINITY);
    return none;
  }

  double[] upper() {
    double[] none = new double[symbols().size()];
    Arrays.fill(none, Double.POSITIVE_INFINITY);
    return none;
  }

  /**
   * Fits this model to points.
   *
   * <p>Weights are the inverse variances of the points, or, if these are not known, how often each
   * was measured. There must be one point more than parameters.
   *
   * @return the fit, or why there is none
   */
  public Fitting fit(Points points, BootstrapPlan plan) {
    return new Fitter(this, points, plan).fit();
  }

  Curve over(Points points) {
    double[] concurrencies = points.concurrencies();
    Model model = this;
    return new Curve() {
      @Override
      public double at(int observation, double[] parameters) {
        return model.at(concurrencies[observation], parameters);
      }

      @Override
      public void gradient(int observation, double[] parameters, double[] into) {
        model.gradient(concurrencies[observation], parameters, into);
      }
    };
  }

  @Override
  public String toString() {
    return name();
  }
}
