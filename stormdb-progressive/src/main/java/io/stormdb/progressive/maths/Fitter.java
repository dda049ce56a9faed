package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;

/** One model brought to one set of points. */
final class Fitter {

  private static final double WITHIN_NOISE = 0.95;

  /** The starts are near the minimum if there is one: who needs more has none. */
  private static final int ITERATIONS = 500;

  private final Model model;
  private final Points points;
  private final BootstrapPlan plan;

  Fitter(Model model, Points points, BootstrapPlan plan) {
    this.model = model;
    this.points = points;
    this.plan = plan;
  }

  Fitting fit() {
    int parameters = model.symbols().size();
    if (points.size() < parameters + 1) {
      return not(
          "it has %s parameters and needs at least %s levels of concurrency, there %s %s"
              .formatted(
                  parameters, parameters + 1, points.size() == 1 ? "is" : "are", points.size()));
    }
    double[] observed = points.throughputs();
    if (points.points().stream().allMatch(point -> point.throughput() == 0)) {
      return not("nothing was completed at any level");
    }
    LeastSquares free =
        LeastSquares.of(observed, parameters, model.over(points)).weighted(points.weights());
    LeastSquares bounded = free.bounded(model.lower(), model.upper());
    List<double[]> starts = model.starts(points);
    Solution solution = bounded.solve(starts, ITERATIONS);
    return switch (solution.ending()) {
      case UNDETERMINED ->
          not("the points do not tell its parameters apart: other parameters fit as well");
      case NOT_CONVERGED -> not("no minimum was found from %s starts".formatted(starts.size()));
      case CONVERGED -> fitted(free, bounded, solution, unbounded(free, solution, starts));
    };
  }

  private NotFitted not(String reason) {
    return new NotFitted(model, reason);
  }

  /** Returns the minimum without bounds, if there is one. */
  private Optional<Solution> unbounded(LeastSquares free, Solution bounded, List<double[]> starts) {
    List<double[]> more = new ArrayList<>(starts);
    more.add(0, bounded.parameters());
    Solution solution = free.solve(more, ITERATIONS);
    return solution.ending() == Solution.Ending.CONVERGED
        ? Optional.of(solution)
        : Optional.empty();
  }

  private Fitting fitted(
      LeastSquares free, LeastSquares bounded, Solution solution, Optional<Solution> unbounded) {
    // the parameters of the fit without bounds are regular: their percentiles hold the truth as
    // often as promised on a bound too, where those within the bounds pile up
    Optional<Replicates> regular =
        unbounded.flatMap(minimum -> new Bootstrap(free, minimum, points, plan).run());
    boolean unhindered =
        regular.isPresent()
            && regular.get().within(model.lower(), model.upper())
            && unbounded.map(this::violations).orElseThrow().isEmpty();
    Optional<Replicates> replicates =
        unhindered ? regular : new Bootstrap(bounded, solution, points, plan).run();
    if (replicates.isEmpty()) {
      return not(
          "the fit is not stable: of %s resamplings more than 1 in 20 had no minimum"
              .formatted(plan.samples()));
    }
    return new Fit(
        model,
        points,
        parameters(solution, regular.orElse(replicates.get())),
        Goodness.of(
            points.throughputs(), solution.residuals(), points.weights(), model.symbols().size()),
        unbounded.map(Solution::parameters),
        unbounded.map(this::violations).orElse(List.of()),
        replicates.get(),
        regular);
  }

  private List<Parameter> parameters(Solution solution, Replicates replicates) {
    double[] values = solution.parameters();
    List<Parameter> parameters = new ArrayList<>();
    for (int j = 0; j < values.length; j++) {
      int which = j;
      double low = model.lower()[j];
      double high = model.upper()[j];
      parameters.add(
          new Parameter(
              model.symbols().get(j),
              replicates.range(values[j], p -> Math.min(Math.max(p[which], low), high)),
              standardError(solution, j)));
    }
    return parameters;
  }

  private List<Violation> violations(Solution unbounded) {
    List<Violation> violations = new ArrayList<>();
    double[] values = unbounded.parameters();
    for (int j = 0; j < values.length; j++) {
      double low = model.lower()[j];
      double high = model.upper()[j];
      if (values[j] < low || values[j] > high) {
        double bound = values[j] < low ? low : high;
        OptionalDouble error = standardError(unbounded, j);
        double t =
            new TDistribution(null, unbounded.degreesOfFreedom())
                .inverseCumulativeProbability(WITHIN_NOISE);
        boolean within =
            error.isPresent() && Math.abs(values[j] - bound) <= t * error.getAsDouble();
        violations.add(new Violation(model.symbols().get(j), values[j], error, bound, within));
      }
    }
    return violations;
  }

  private static OptionalDouble standardError(Solution solution, int parameter) {
    double variance =
        solution
            .covariance()
            .map(covariance -> covariance[parameter][parameter])
            .orElse(Double.NaN);
    return Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance));
  }
}
