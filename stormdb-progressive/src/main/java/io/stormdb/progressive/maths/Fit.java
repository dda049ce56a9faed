package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A model that was brought to points, with ranges from the bootstrap. Immutable.
 *
 * <p>All ranges are those of {@link BootstrapPlan}. What is said beyond the measured levels is
 * marked as extrapolated, and nothing is said below the least of 1 and the smallest level, nor
 * beyond twice the largest: a curve is fitted where it was measured, and what comes further out is
 * decided by whatever limit comes next, which no measurement has seen. Ranges there are of the fit
 * without the bounds of the model, so that they hold the truth as often as stated also where that
 * is on a bound.
 */
public final class Fit implements Fitting {

  /** How far beyond the largest measured level the curve may be asked. */
  public static final double REACH = 2;

  private final Model model;
  private final Points points;
  private final List<Parameter> parameters;
  private final double[] values;
  private final Goodness goodness;
  private final Optional<double[]> unbounded;
  private final List<Violation> violations;
  private final Replicates replicates;
  private final Optional<Replicates> regular;

  /**
   * Keeps it all.
   *
   * @param replicates of the fit with bounds
   * @param regular of the fit without bounds; empty if there is none
   */
  Fit(
      Model model,
      Points points,
      List<Parameter> parameters,
      Goodness goodness,
      Optional<double[]> unbounded,
      List<Violation> violations,
      Replicates replicates,
      Optional<Replicates> regular) {
    this.model = model;
    this.points = points;
    this.parameters = List.copyOf(parameters);
    this.values = parameters.stream().mapToDouble(Parameter::value).toArray();
    this.goodness = goodness;
    this.unbounded = unbounded;
    this.violations = List.copyOf(violations);
    this.replicates = replicates;
    this.regular = regular;
  }

  @Override
  public Model model() {
    return model;
  }

  /** Returns what was fitted. */
  public Points points() {
    return points;
  }

  /** Returns the parameters within the bounds of the model, in its order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the parameter of a name in the formula. */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.symbol().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parameter must be one of "
                        + parameters.stream().map(each -> each.symbol().name()).toList()
                        + ", was "
                        + name));
  }

  /** Returns how near the curve comes to the points. */
  public Goodness goodness() {
    return goodness;
  }

  /**
   * Returns the parameters of the best fit without bounds, in the order of the model: the same as
   * {@link #parameters()} if no bound was in the way. Empty if there is no such minimum.
   */
  public Optional<List<Double>> unboundedParameters() {
    return unbounded.map(found -> Arrays.stream(found).boxed().toList());
  }

  /**
   * Returns the parameters that the best fit without bounds puts where no server can be. Empty if
   * the fit is a possible one.
   */
  public List<Violation> violations() {
    return violations;
  }

  /**
   * Returns whether the measurements contradict the bounds of the model by more than their noise.
   */
  public boolean impossible() {
    return violations.stream().anyMatch(violation -> !violation.withinNoise());
  }

  /** Returns X at each of the points, transactions a second. */
  public List<Double> predicted() {
    return points.points().stream().map(point -> model.at(point.concurrency(), values)).toList();
  }

  /** Returns the measured less the predicted throughput at each of the points. */
  public List<Double> residuals() {
    return points.points().stream()
        .map(point -> point.throughput() - model.at(point.concurrency(), values))
        .toList();
  }

  /** Returns the least concurrency that the curve may be asked. */
  public double least() {
    return Math.min(1, smallest());
  }

  /** Returns the largest concurrency that the curve may be asked. */
  public double most() {
    return REACH * largest();
  }

  /**
   * Returns what the curve says of a concurrency.
   *
   * @param concurrency N, from {@link #least()} to {@link #most()}
   * @throws IllegalArgumentException if it is too far from what was measured
   */
  public Prediction predict(double concurrency) {
    if (!(concurrency >= least() && concurrency <= most())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "concurrency must be %s to %s, as %s to %s were measured, was %s",
              least(),
              most(),
              smallest(),
              largest(),
              concurrency));
    }
    Estimated within = range(parameters -> model.at(concurrency, parameters));
    return beyond(concurrency)
        ? new Prediction(concurrency, widened(concurrency, within), true)
        : new Prediction(concurrency, within, false);
  }

  /**
   * Returns the range of a curve outside of what was measured: that of the fit without bounds. With
   * bounds it would be too narrow where the truth is near one: the noise that makes a curve fall
   * too early shows, and the opposite noise does not.
   */
  private Estimated widened(double concurrency, Estimated within) {
    if (regular.isEmpty()) {
      return new Estimated(
          within.value(), within.low(), Double.POSITIVE_INFINITY, within.confidence());
    }
    return regular.get().range(within.value(), p -> outside(concurrency, p));
  }

  /** With parameters that no server has, a curve may go to infinity and come back from below. */
  private double outside(double concurrency, double[] parameters) {
    double throughput = model.at(concurrency, parameters);
    boolean isPast = Double.isNaN(throughput) || (model instanceof Usl && throughput < 0);
    return isPast ? Double.POSITIVE_INFINITY : throughput;
  }

  /**
   * Returns anything that follows from the parameters, with its range.
   *
   * @param quantity of parameters in the order of the model, which it must not change; finite for
   *     those of this fit, and not NaN for any other
   */
  public Estimated range(ToDoubleFunction<double[]> quantity) {
    return replicates.range(quantity.applyAsDouble(values.clone()), quantity);
  }

  /**
   * Returns where the Universal Scalability Law is highest; empty for the other models, which have
   * no peak of their own or put it anywhere.
   */
  public Optional<Peak> peak() {
    if (!(model instanceof Usl)) {
      return Optional.empty();
    }
    double peak = Usl.peak(values);
    if (peak <= most()) {
      return Optional.of(
          new Peak.Found(range(Usl::peak), range(Usl::peakThroughput), beyond(peak)));
    }
    String reason =
        Double.isInfinite(peak)
            ? "the coherency κ is 0, and the curve never falls"
            : String.format(
                Locale.ROOT,
                "the curve would be highest at %.0f, more than twice the largest measured level",
                peak);
    return Optional.of(new Peak.NotInRange(most(), reason));
  }

  private boolean beyond(double concurrency) {
    return concurrency < smallest() || concurrency > largest();
  }

  private double smallest() {
    return points.points().get(0).concurrency();
  }

  private double largest() {
    return points.points().get(points.size() - 1).concurrency();
  }
}
