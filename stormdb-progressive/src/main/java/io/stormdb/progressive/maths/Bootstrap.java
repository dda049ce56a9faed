package io.stormdb.progressive.maths;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Repeats a fit with noise drawn anew, around the fitted curve (B. Efron and R. J. Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapters 6 and 9).
 *
 * <p>If the standard errors of the points are known, the noise is normal with these (parametric).
 * They are made larger by √(χ²/ν), χ² being that of the fit and ν its degrees of freedom, where the
 * points scatter more around the curve than their standard errors tell. Otherwise the noise is
 * drawn from the residuals, each divided by √(1 − h) for its leverage h and all scaled to the
 * variance S/ν (A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application", 1997,
 * sections 6.3 and 7.6).
 *
 * <p>A variance that rests on ν degrees of freedom is itself uncertain, so each resampling first
 * draws the scale √(ν/χ²ν) of its noise: the percentiles then are as wide as with Student's t
 * rather than the normal distribution (A. Gelman et al., "Bayesian Data Analysis", 3rd edition
 * 2013, section 14.2).
 */
final class Bootstrap {

  /** Of the resamplings, how many may have no minimum. */
  private static final double FAILURES = 0.05;

  /** From the fitted parameters to a minimum nearby; a resampling that needs more has none. */
  private static final int ITERATIONS = 200;

  private final LeastSquares problem;
  private final Solution solution;
  private final Points points;
  private final BootstrapPlan plan;
  private final RandomGenerator random;

  Bootstrap(LeastSquares problem, Solution solution, Points points, BootstrapPlan plan) {
    this.problem = problem;
    this.solution = solution;
    this.points = points;
    this.plan = plan;
    this.random = new Well19937c(plan.seed());
  }

  /** Returns the parameters of each resampling, or nothing if too many had no minimum. */
  Optional<Replicates> run() {
    double[] residuals = solution.residuals();
    double[] fitted = points.throughputs();
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] -= residuals[i];
    }
    boolean parametric = points.noise() != Noise.UNKNOWN;
    double[] spread = parametric ? standardErrors() : pool();
    double freedom =
        parametric ? points.noiseDegreesOfFreedom() : Math.max(1, solution.degreesOfFreedom());
    double[] start = solution.parameters();
    double[][] found = new double[plan.samples()][];
    int kept = 0;
    for (int b = 0; b < plan.samples(); b++) {
      if (b - kept > FAILURES * plan.samples()) {
        return Optional.empty();
      }
      double scale = scale(freedom);
      double[] drawn = new double[fitted.length];
      for (int i = 0; i < drawn.length; i++) {
        double noise =
            parametric
                ? spread[i] * random.nextGaussian()
                : spread[random.nextInt(spread.length)] / Math.sqrt(problem.weight(i));
        drawn[i] = fitted[i] + scale * noise;
      }
      Optional<double[]> again = problem.observing(drawn).refined(start, ITERATIONS);
      if (again.isPresent()) {
        found[kept++] = again.get();
      }
    }
    return Optional.of(new Replicates(Arrays.copyOf(found, kept), plan.confidence()));
  }

  private double scale(double freedom) {
    if (Double.isInfinite(freedom)) {
      return 1;
    }
    double chiSquare = 0;
    for (int i = 0; i < (int) freedom; i++) {
      chiSquare += Math.pow(random.nextGaussian(), 2);
    }
    return Math.sqrt(freedom / chiSquare);
  }

  private double[] standardErrors() {
    double[] errors = points.standardErrors();
    double[] residuals = solution.residuals();
    double chiSquare = 0;
    for (int i = 0; i < errors.length; i++) {
      chiSquare += Math.pow(residuals[i] / errors[i], 2);
    }
    double ratio = Math.sqrt(chiSquare / Math.max(1, solution.degreesOfFreedom()));
    for (int i = 0; i < errors.length; i++) {
      errors[i] *= Math.max(1, ratio);
    }
    return errors;
  }

  /** Returns weighted residuals with the variance of the noise, centred. */
  private double[] pool() {
    double[] pool = solution.residuals();
    double[] leverages = solution.leverages();
    double mean = 0;
    for (int i = 0; i < pool.length; i++) {
      // with leverage 1 the residual is 0 whatever the noise was, and tells nothing of it
      double free = 1 - leverages[i];
      pool[i] = free < 1e-8 ? 0 : pool[i] * Math.sqrt(problem.weight(i) / free);
      mean += pool[i] / pool.length;
    }
    double squares = 0;
    for (int i = 0; i < pool.length; i++) {
      pool[i] -= mean;
      squares += pool[i] * pool[i];
    }
    double wanted = solution.weightedSumOfSquares() / Math.max(1, solution.degreesOfFreedom());
    double stretch = squares == 0 ? 0 : Math.sqrt(wanted * pool.length / squares);
    for (int i = 0; i < pool.length; i++) {
      pool[i] *= stretch;
    }
    return pool;
  }
}
