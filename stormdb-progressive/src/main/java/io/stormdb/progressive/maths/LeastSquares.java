package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nonlinear least squares: the parameters p that make Σ wᵢ (yᵢ − f(i, p))² least.
 *
 * <p>Levenberg-Marquardt. Each step solves the damped problem by orthogonal triangularisation of
 * the Jacobian, never through the normal equations, with the column norms as scale (J. J. Moré,
 * "The Levenberg-Marquardt algorithm: implementation and theory", Lecture Notes in Mathematics 630,
 * 1978); the damping follows H. B. Nielsen, "Damping parameter in Marquardt's method",
 * IMM-REP-1999-05.
 *
 * <p>Bounds are kept by an active set: parameters that lie on a bound and would leave it downhill
 * are held for the step; one that would pass a bound is stopped there, and the step of the others
 * found anew (C. L. Lawson and R. J. Hanson, "Solving Least Squares Problems", 1974, chapter 23,
 * for the linear problem of each step). So a bound can be reached exactly, which a transformation
 * of the parameter never does.
 *
 * <p>A minimum is a local one. Several starting values are tried and the best minimum is taken.
 * Immutable.
 */
public final class LeastSquares {

  private static final int ITERATIONS = 10_000;

  private final double[] observed;
  private final double[] weights;
  private final double[] lower;
  private final double[] upper;
  private final Curve curve;
  private final int parameters;

  private LeastSquares(
      double[] observed,
      double[] weights,
      double[] lower,
      double[] upper,
      Curve curve,
      int parameters) {
    this.observed = observed;
    this.weights = weights;
    this.lower = lower;
    this.upper = upper;
    this.curve = curve;
    this.parameters = parameters;
  }

  /**
   * Returns a problem with all weights 1 and no bounds.
   *
   * @param observed y, finite, at least as many as there are parameters
   * @param parameters how many the curve has, at least 1
   */
  public static LeastSquares of(double[] observed, int parameters, Curve curve) {
    Rules.atLeast(1, parameters, "parameters");
    Rules.atLeast(parameters, observed.length, "observations");
    for (double y : observed) {
      Rules.require(Double.isFinite(y), "observation", "finite", y);
    }
    double[] ones = new double[observed.length];
    Arrays.fill(ones, 1);
    double[] lower = new double[parameters];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    double[] upper = new double[parameters];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return new LeastSquares(observed.clone(), ones, lower, upper, curve, parameters);
  }

  /**
   * Returns the same problem with weights.
   *
   * @param each positive and finite, proportional to 1/σ² of its observation
   */
  public LeastSquares weighted(double... each) {
    Rules.require(each.length == observed.length, "weights", "" + observed.length, each.length);
    for (double weight : each) {
      Rules.positive(weight, "weight");
    }
    return new LeastSquares(observed, each.clone(), lower, upper, curve, parameters);
  }

  /**
   * Returns the same problem with each parameter kept in a closed range.
   *
   * @param least lower ends, −∞ for none
   * @param most upper ends, +∞ for none, not below the lower ends
   */
  public LeastSquares bounded(double[] least, double[] most) {
    Rules.require(least.length == parameters, "lower bounds", "" + parameters, least.length);
    Rules.require(most.length == parameters, "upper bounds", "" + parameters, most.length);
    for (int j = 0; j < parameters; j++) {
      Rules.require(
          least[j] <= most[j], "lower bound", "at most upper (" + most[j] + ")", least[j]);
    }
    return new LeastSquares(observed, weights, least.clone(), most.clone(), curve, parameters);
  }

  LeastSquares observing(double[] others) {
    return new LeastSquares(others, weights, lower, upper, curve, parameters);
  }

  /**
   * Solves from each start and returns the best: one that converged if any did, and of these the
   * one with the least sum of squares.
   *
   * @param starts at least one, each finite; moved into the bounds
   * @throws IllegalArgumentException if the curve has no value at any of the starts
   */
  public Solution solve(List<double[]> starts) {
    return solve(starts, ITERATIONS);
  }

  Solution solve(List<double[]> starts, int iterations) {
    Rules.atLeast(1, starts.size(), "starting values");
    @Nullable Solution best = null;
    for (double[] start : starts) {
      Rules.require(start.length == parameters, "starting values", "" + parameters, start.length);
      for (Descent.Manner manner : Descent.Manner.FROM_ANYWHERE) {
        Descent descent = new Descent(this, start, manner);
        if (!descent.possible()) {
          break;
        }
        Solution found = descent.run(iterations);
        best = best == null || found.betterThan(best) ? found : best;
        if (found.ending() == Solution.Ending.CONVERGED) {
          break;
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "starting values must be where the curve has finite values, was "
              + Arrays.toString(starts.get(0)));
    }
    return best;
  }

  /** Returns the minimum near a start, empty if it is not reached in so many steps. */
  Optional<double[]> refined(double[] start, int iterations) {
    Descent descent = new Descent(this, start, Descent.Manner.NEAR);
    return descent.possible() ? descent.minimum(iterations) : Optional.empty();
  }

  int observations() {
    return observed.length;
  }

  int parameters() {
    return parameters;
  }

  double weight(int observation) {
    return weights[observation];
  }

  double lower(int parameter) {
    return lower[parameter];
  }

  double upper(int parameter) {
    return upper[parameter];
  }

  double inside(int parameter, double value) {
    return Math.min(Math.max(value, lower[parameter]), upper[parameter]);
  }

  /** Fills in √wᵢ (yᵢ − f(i, p)) and returns the sum of their squares; not finite if f is not. */
  double residuals(double[] at, double[] into) {
    double sum = 0;
    for (int i = 0; i < observed.length; i++) {
      into[i] = Math.sqrt(weights[i]) * (observed[i] - curve.at(i, at));
      sum += into[i] * into[i];
    }
    return sum;
  }

  /** Fills in √wᵢ ∂f(i, p)/∂pⱼ. */
  void jacobian(double[] at, double[][] into) {
    for (int i = 0; i < observed.length; i++) {
      curve.gradient(i, at, into[i]);
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < parameters; j++) {
        into[i][j] *= root;
      }
    }
  }

  /** Returns yᵢ − f(i, p), without weights. */
  double[] plainResiduals(double[] at) {
    double[] plain = new double[observed.length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = observed[i] - curve.at(i, at);
    }
    return plain;
  }

  double weightedNorm() {
    double sum = 0;
    for (int i = 0; i < observed.length; i++) {
      sum += weights[i] * observed[i] * observed[i];
    }
    return Math.sqrt(sum);
  }
}
