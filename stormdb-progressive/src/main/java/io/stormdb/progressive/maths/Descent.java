package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The iterations of {@link LeastSquares} from one start. */
final class Descent {

  /** How the first steps are taken and the parameters scaled; none suits every curve. */
  enum Manner {
    /** Nearly Gauss-Newton steps from the beginning, with the largest norm that each column had. */
    BOLD(1e-4, false, 0),
    /** Short steps downhill at first: a long one can end where the curve no longer changes. */
    CAREFUL(1e4, false, 0),
    /**
     * The norms as they are here: those of a start far away can be larger by many powers of ten.
     */
    FORGETFUL(1, true, 0),
    /**
     * From a place that is known to be near the minimum: Gauss-Newton steps at once, until they
     * change the parameters by less than a millionth of their standard errors.
     */
    NEAR(1e-9, false, 1e-12);

    /** In the order in which they are tried from a start of which nothing is known. */
    static final List<Manner> FROM_ANYWHERE = List.of(BOLD, CAREFUL, FORGETFUL);

    /** Relative to the squared column norms. */
    private final double damping;

    private final boolean forgets;

    /** Gain that is not worth another step, as a share of the sum of squares. */
    private final double enough;

    Manner(double damping, boolean forgets, double enough) {
      this.damping = damping;
      this.forgets = forgets;
      this.enough = enough;
    }
  }

  /** A step of less than this, relative to each parameter, changes nothing that is reported. */
  private static final double SMALL = 1e-10;

  /** Beyond this the damped step is lost in rounding. */
  private static final double HOPELESS = 1e18;

  private final LeastSquares problem;
  private final Manner manner;
  private final int rows;
  private final int columns;
  private final double[] scale;
  private final double[][] jacobian;
  private final boolean[] held;
  private double[] at;
  private double[] residuals;
  private double sum;
  private int iterations;

  Descent(LeastSquares problem, double[] start, Manner manner) {
    this.problem = problem;
    this.manner = manner;
    this.rows = problem.observations();
    this.columns = problem.parameters();
    this.scale = new double[columns];
    this.jacobian = new double[rows][columns];
    this.held = new boolean[columns];
    this.at = new double[columns];
    for (int j = 0; j < columns; j++) {
      at[j] = problem.inside(j, start[j]);
    }
    this.residuals = new double[rows];
    this.sum = problem.residuals(at, residuals);
  }

  /** Returns whether the curve has finite values at the start. */
  boolean possible() {
    return Double.isFinite(sum);
  }

  /** Returns where the search from here ends. */
  Solution run(int limit) {
    settles(limit);
    return new Solution(problem, at, residuals, iterations);
  }

  /**
   * Returns the parameters of a minimum, empty if none is found. Cheaper than the whole solution:
   * if nearly undamped steps no longer change anything, no other proof is needed.
   */
  Optional<double[]> minimum(int limit) {
    return settles(limit)
            || new Solution(problem, at, residuals, iterations).ending()
                != Solution.Ending.NOT_CONVERGED
        ? Optional.of(at)
        : Optional.empty();
  }

  private boolean settles(int limit) {
    double damping = manner.damping;
    double growth = 2;
    boolean moved = true;
    while (iterations++ < limit && damping < HOPELESS) {
      if (moved && !linearize()) {
        break;
      }
      double[] trial = trial(damping);
      double[] step = new double[columns];
      double size = 0;
      for (int j = 0; j < columns; j++) {
        step[j] = trial[j] - at[j];
        if (step[j] != 0) {
          size = Math.max(size, Math.abs(step[j]) / Math.max(Math.abs(at[j]), Double.MIN_NORMAL));
        }
      }
      double[] next = new double[rows];
      double reached = problem.residuals(trial, next);
      double promised = sum - predicted(step);
      double gain = (sum - reached) / promised;
      boolean enough = size < SMALL || promised <= manner.enough * sum;
      moved = gain > 0 && reached < sum;
      if (moved) {
        at = trial;
        residuals = next;
        sum = reached;
        damping *= Math.max(1.0 / 3, 1 - Math.pow(2 * gain - 1, 3));
        growth = 2;
      }
      if (enough && damping <= 1) {
        return true;
      }
      if (!moved) {
        damping *= growth;
        growth *= 2;
      }
    }
    return false;
  }

  /** Takes the derivatives here, and holds the parameters that a bound keeps from going down. */
  private boolean linearize() {
    problem.jacobian(at, jacobian);
    for (int j = 0; j < columns; j++) {
      double norm = 0;
      double downhill = 0;
      for (int i = 0; i < rows; i++) {
        norm = Math.hypot(norm, jacobian[i][j]);
        downhill += jacobian[i][j] * residuals[i];
      }
      if (!Double.isFinite(norm)) {
        return false;
      }
      scale[j] = manner.forgets ? norm : Math.max(scale[j], norm);
      held[j] =
          (at[j] <= problem.lower(j) && downhill <= 0)
              || (at[j] >= problem.upper(j) && downhill >= 0);
    }
    return true;
  }

  /**
   * Returns where the damped step leads. A parameter that would pass a bound is stopped there, and
   * the step of the others is found anew: cut alone, it would be right for a place that is not
   * reached.
   */
  private double[] trial(double damping) {
    double[] trial = at.clone();
    boolean[] stopped = held.clone();
    boolean passed = true;
    while (passed) {
      passed = false;
      double[] step = step(damping, trial, stopped);
      for (int j = 0; j < columns; j++) {
        if (!stopped[j]) {
          double inside = problem.inside(j, at[j] + step[j]);
          if (inside != at[j] + step[j]) {
            stopped[j] = true;
            passed = true;
          }
          trial[j] = inside;
        }
      }
    }
    return trial;
  }

  /** Returns the damped step of the parameters that go on, where the others are stopped. */
  private double[] step(double damping, double[] trial, boolean[] stopped) {
    double[][] stacked = new double[rows + columns][columns];
    double[] right = Arrays.copyOf(residuals, rows + columns);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        if (stopped[j]) {
          right[i] -= jacobian[i][j] * (trial[j] - at[j]);
        } else {
          stacked[i][j] = jacobian[i][j];
        }
      }
      if (!stopped[j]) {
        stacked[rows + j][j] = Math.sqrt(damping) * (scale[j] == 0 ? 1 : scale[j]);
      }
    }
    return Triangular.solve(stacked, right, columns);
  }

  /** Returns the sum of squares that the linearised curve promises after a step. */
  private double predicted(double[] step) {
    double promised = 0;
    for (int i = 0; i < rows; i++) {
      double left = residuals[i];
      for (int j = 0; j < columns; j++) {
        left -= jacobian[i][j] * step[j];
      }
      promised += left * left;
    }
    return promised;
  }
}
