package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The plane that touches the curve where a search ended, spanned by the parameters that are on no
 * bound: tells whether the end is a minimum and how well it is determined.
 */
final class Tangent {

  /**
   * Below this ratio of singular values of the scaled Jacobian, some parameters cannot be told
   * apart with derivatives that are good to 11 digits.
   */
  private static final double SINGULAR = 1e-9;

  /** Share of the observations that may be left over before rounding is all that is seen. */
  private static final double ROUNDING = 1e-9;

  private final int rows;
  private final int columns;
  private final int[] free;
  private final double[] norms;

  /**
   * False where the curve has no finite derivatives: nothing is determined and no minimum is there.
   */
  private final boolean exists;

  private final SingularValueDecomposition svd;
  private final double[] weighted;

  /**
   * Touches the curve.
   *
   * @param weighted the weighted residuals there
   */
  Tangent(LeastSquares problem, double[] at, double[] weighted) {
    this.rows = weighted.length;
    this.columns = at.length;
    this.weighted = weighted;
    this.free =
        IntStream.range(0, columns)
            .filter(j -> at[j] > problem.lower(j) && at[j] < problem.upper(j))
            .toArray();
    double[][] jacobian = new double[rows][columns];
    problem.jacobian(at, jacobian);
    this.norms = new double[free.length];
    boolean smooth = true;
    double[][] scaled = new double[rows][Math.max(1, free.length)];
    for (int k = 0; k < free.length; k++) {
      for (int i = 0; i < rows; i++) {
        norms[k] = Math.hypot(norms[k], jacobian[i][free[k]]);
      }
      smooth &= Double.isFinite(norms[k]);
      for (int i = 0; smooth && i < rows; i++) {
        scaled[i][k] = norms[k] == 0 ? 0 : jacobian[i][free[k]] / norms[k];
      }
    }
    this.exists = smooth;
    this.svd = new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false));
  }

  /** Returns how many parameters are on no bound. */
  int free() {
    return free.length;
  }

  /** Returns whether the observations tell the free parameters apart. */
  boolean determined() {
    double[] singular = svd.getSingularValues();
    return exists && (free.length == 0 || singular[free.length - 1] > SINGULAR * singular[0]);
  }

  /**
   * Returns the relative offset: how far the residuals are from orthogonal to the plane, as a share
   * of the residuals themselves (D. M. Bates and D. G. Watts, "A Relative Offset Orthogonality
   * Convergence Criterion for Nonlinear Least Squares", Technometrics 23, 1981). Rounding counts as
   * a residual, so that a curve which goes through all points converges too.
   *
   * @param norm of the weighted observations
   */
  double offset(double norm) {
    if (!exists) {
      return Double.POSITIVE_INFINITY;
    }
    if (free.length == 0) {
      return 0;
    }
    double[] singular = svd.getSingularValues();
    RealMatrix u = svd.getU();
    double inPlane = 0;
    double all = 0;
    for (int k = 0; k < free.length; k++) {
      if (singular[k] > SINGULAR * singular[0]) {
        double along = 0;
        for (int i = 0; i < rows; i++) {
          along += u.getEntry(i, k) * weighted[i];
        }
        inPlane += along * along;
      }
    }
    for (double residual : weighted) {
      all += residual * residual;
    }
    double outside = Math.sqrt(Math.max(0, all - inPlane) / Math.max(1, rows - free.length));
    double rest = outside + ROUNDING * norm;
    return rest == 0 ? 0 : Math.sqrt(inPlane / free.length) / rest;
  }

  /** Returns (JᵀJ)⁻¹, NaN in the rows and columns of parameters on a bound. */
  double[][] inverse() {
    double[][] inverse = new double[columns][columns];
    for (double[] row : inverse) {
      Arrays.fill(row, Double.NaN);
    }
    double[] singular = svd.getSingularValues();
    RealMatrix v = svd.getV();
    for (int a = 0; a < free.length; a++) {
      for (int b = 0; b < free.length; b++) {
        double sum = 0;
        for (int k = 0; k < free.length; k++) {
          sum += v.getEntry(a, k) * v.getEntry(b, k) / (singular[k] * singular[k]);
        }
        inverse[free[a]][free[b]] = sum / (norms[a] * norms[b]);
      }
    }
    return inverse;
  }

  /** Returns the diagonal of the projection onto the plane. */
  double[] leverages() {
    double[] leverages = new double[rows];
    double[] singular = svd.getSingularValues();
    for (int k = 0; k < free.length; k++) {
      if (singular[k] > SINGULAR * singular[0]) {
        for (int i = 0; i < rows; i++) {
          leverages[i] += Math.pow(svd.getU().getEntry(i, k), 2);
        }
      }
    }
    return leverages;
  }
}
