package io.stormdb.progressive.maths;

import java.util.Optional;

/** Where {@link LeastSquares} ended, with what is needed to judge it. Immutable. */
public final class Solution {

  /** How a search ended. */
  public enum Ending {
    /** At a minimum: the relative offset of Bates and Watts is below 0.001. */
    CONVERGED,
    /**
     * At a minimum along which some parameters can be changed together without any effect: they
     * cannot be told apart.
     */
    UNDETERMINED,
    /** Nowhere: no further step helped, or there were too many, short of a minimum. */
    NOT_CONVERGED
  }

  /** Parameters are then within a thousandth of the radius of their own confidence region. */
  private static final double OFFSET = 1e-3;

  private final double[] parameters;
  private final double[] residuals;
  private final double weightedSum;
  private final int iterations;
  private final int degreesOfFreedom;
  private final Ending ending;
  private final double[][] inverse;
  private final double[] leverages;

  Solution(LeastSquares problem, double[] parameters, double[] weighted, int iterations) {
    this.parameters = parameters.clone();
    this.residuals = problem.plainResiduals(parameters);
    double sum = 0;
    for (double residual : weighted) {
      sum += residual * residual;
    }
    this.weightedSum = sum;
    this.iterations = iterations;
    Tangent tangent = new Tangent(problem, parameters, weighted);
    this.degreesOfFreedom = weighted.length - tangent.free();
    boolean minimum = tangent.offset(problem.weightedNorm()) < OFFSET;
    this.ending =
        !minimum
            ? Ending.NOT_CONVERGED
            : tangent.determined() ? Ending.CONVERGED : Ending.UNDETERMINED;
    this.leverages = tangent.leverages();
    this.inverse = tangent.determined() ? tangent.inverse() : new double[0][];
  }

  /** Returns the parameters, in the order of the curve. */
  public double[] parameters() {
    return parameters.clone();
  }

  /** Returns yᵢ − f(i, p), without weights. */
  public double[] residuals() {
    return residuals.clone();
  }

  /** Returns Σ wᵢ (yᵢ − f(i, p))². */
  public double weightedSumOfSquares() {
    return weightedSum;
  }

  /** Returns how many steps were tried. */
  public int iterations() {
    return iterations;
  }

  /** Returns the observations less the parameters that are on no bound. */
  public int degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** Returns how the search ended. */
  public Ending ending() {
    return ending;
  }

  /**
   * Returns s² (JᵀWJ)⁻¹, where s² is the weighted sum of squares by the degrees of freedom; NaN for
   * parameters on a bound. Empty if the parameters cannot be told apart or no degree of freedom is
   * left.
   */
  public Optional<double[][]> covariance() {
    if (inverse.length == 0 || degreesOfFreedom <= 0) {
      return Optional.empty();
    }
    double variance = weightedSum / degreesOfFreedom;
    double[][] scaled = new double[inverse.length][];
    for (int i = 0; i < inverse.length; i++) {
      scaled[i] = inverse[i].clone();
      for (int j = 0; j < scaled[i].length; j++) {
        scaled[i][j] *= variance;
      }
    }
    return Optional.of(scaled);
  }

  boolean betterThan(Solution other) {
    boolean minimum = ending != Ending.NOT_CONVERGED;
    boolean otherMinimum = other.ending != Ending.NOT_CONVERGED;
    return minimum == otherMinimum ? weightedSum < other.weightedSum : minimum;
  }

  /** Returns each observation's share in its own fitted value, 0 to 1. */
  double[] leverages() {
    return leverages.clone();
  }
}
