package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeastSquaresTest {

  @Nested
  class OnTheReferenceDataSetsOfNist {

    @ParameterizedTest
    @EnumSource
    void findsTheCertifiedParametersFromTheFarStart(NistDataSet set) {
      assertCertified(set, 1);
    }

    @ParameterizedTest
    @EnumSource
    void findsTheCertifiedParametersFromTheNearStart(NistDataSet set) {
      assertCertified(set, 2);
    }

    private void assertCertified(NistDataSet set, int start) {
      Solution solution = set.problem().solve(List.of(set.start(start)));

      assertThat(solution.ending()).isEqualTo(Solution.Ending.CONVERGED);
      assertThat(solution.weightedSumOfSquares())
          .isCloseTo(set.squares(), Percentage.withPercentage(1e-7));
      double[] found = solution.parameters();
      double[][] covariance = solution.covariance().orElseThrow();
      for (int j = 0; j < found.length; j++) {
        assertThat(found[j])
            .as("parameter %d", j + 1)
            .isCloseTo(set.certified()[j], Percentage.withPercentage(1e-4));
        assertThat(Math.sqrt(covariance[j][j]))
            .as("standard deviation of parameter %d", j + 1)
            .isCloseTo(set.deviations()[j], Percentage.withPercentage(1e-3));
      }
    }
  }

  @Nested
  class WithWeights {

    /** The slope of a line through the origin is Σwxy / Σwx². */
    @Test
    void leansTowardsTheHeavyObservations() {
      double[] x = {1, 2, 4};
      double[] y = {1, 3, 4};
      LeastSquares problem = LeastSquares.of(y, 1, (i, p) -> p[0] * x[i]).weighted(1, 10, 0.5);

      Solution solution = problem.solve(List.of(new double[] {7}));

      assertThat(solution.parameters()[0]).isCloseTo((1 + 60 + 8) / (1 + 40 + 8.0), within(1e-12));
      double slope = solution.parameters()[0];
      double sum = Math.pow(1 - slope, 2) + 10 * Math.pow(3 - 2 * slope, 2);
      sum += 0.5 * Math.pow(4 - 4 * slope, 2);
      assertThat(solution.weightedSumOfSquares()).isCloseTo(sum, within(1e-12));
      assertThat(solution.covariance().orElseThrow()[0][0]).isCloseTo(sum / 2 / 49, within(1e-12));
    }

    @Test
    void refusesAWeightThatIsNotPositive() {
      LeastSquares problem = LeastSquares.of(new double[] {1, 2}, 1, (i, p) -> p[0]);

      assertThatThrownBy(() -> problem.weighted(1, 0))
          .hasMessage("weight must be positive and finite, was 0.0");
      assertThatThrownBy(() -> problem.weighted(1)).hasMessage("weights must be 2, was 1");
    }
  }

  @Nested
  class WithBounds {

    private final double[] x = {0, 1, 2, 3, 4};

    /**
     * Best without bounds: 2.1 − 0.5x. With a slope of at least 0, the best constant is the mean.
     */
    private final LeastSquares falling =
        LeastSquares.of(new double[] {2.1, 1.6, 1.1, 0.6, 0.1}, 2, (i, p) -> p[0] + p[1] * x[i]);

    @Test
    void reachesABoundExactlyAndSolvesForTheOthers() {
      double infinite = Double.POSITIVE_INFINITY;
      LeastSquares bounded =
          falling.bounded(new double[] {-infinite, 0}, new double[] {infinite, infinite});

      Solution solution = bounded.solve(List.of(new double[] {5, 3}));

      assertThat(solution.ending()).isEqualTo(Solution.Ending.CONVERGED);
      assertThat(solution.parameters()[1]).isZero();
      assertThat(solution.parameters()[0]).isCloseTo(1.1, within(1e-8));
      assertThat(solution.degreesOfFreedom()).isEqualTo(4);
      double[][] covariance = solution.covariance().orElseThrow();
      assertThat(covariance[0][0]).isCloseTo(2.5 / 4 / 5, within(1e-12));
      assertThat(covariance[1][1]).isNaN();
    }

    @Test
    void leavesABoundWhereItStarted() {
      LeastSquares bounded = falling.bounded(new double[] {0, -10}, new double[] {10, 0});

      Solution solution = bounded.solve(List.of(new double[] {0, 0}));

      assertThat(solution.parameters()[0]).isCloseTo(2.1, within(1e-10));
      assertThat(solution.parameters()[1]).isCloseTo(-0.5, within(1e-10));
    }

    @Test
    void refusesARangeWithoutAnythingInIt() {
      assertThatThrownBy(() -> falling.bounded(new double[] {1, 2}, new double[] {1, 1}))
          .hasMessage("lower bound must be at most upper (1.0), was 2.0");
    }
  }

  @Nested
  class SaysHonestly {

    @Test
    void thatTheParametersCannotBeToldApart() {
      LeastSquares problem = LeastSquares.of(new double[] {1, 2, 3}, 2, (i, p) -> p[0] + p[1]);

      Solution solution = problem.solve(List.of(new double[] {0, 0}));

      assertThat(solution.ending()).isEqualTo(Solution.Ending.UNDETERMINED);
      assertThat(solution.covariance()).isEmpty();
    }

    @Test
    void thatAParameterRunsAwayToWhereItNoLongerMatters() {
      // 1 + e^(−p) falls towards 1 for ever, and soon no longer changes
      LeastSquares problem = LeastSquares.of(new double[] {0, 0}, 1, (i, p) -> 1 + Math.exp(-p[0]));

      Solution solution = problem.solve(List.of(new double[] {1}));

      assertThat(solution.ending()).isEqualTo(Solution.Ending.UNDETERMINED);
      assertThat(solution.covariance()).isEmpty();
    }

    @Test
    void thatTheCurveHasNoValueAtTheStart() {
      LeastSquares problem = LeastSquares.of(new double[] {1, 2}, 1, (i, p) -> Math.log(p[0]));

      assertThatThrownBy(() -> problem.solve(List.of(new double[] {-1})))
          .hasMessage("starting values must be where the curve has finite values, was [-1.0]");
    }

    @Test
    void thatThereAreFewerObservationsThanParameters() {
      assertThatThrownBy(() -> LeastSquares.of(new double[] {1}, 2, (i, p) -> p[0]))
          .hasMessage("observations must be at least 2, was 1");
    }
  }

  /** Two minima: with both starts the lower one wins, whichever comes first. */
  @Test
  void takesTheBestOfSeveralStarts() {
    LeastSquares problem =
        LeastSquares.of(
            new double[] {0, 0}, 1, (i, p) -> i == 0 ? p[0] * p[0] - 1 : 0.1 * (p[0] - 1));
    double[] left = {-1.2};
    double[] right = {1.3};

    assertThat(problem.solve(List.of(left)).parameters()[0]).isNegative();
    assertThat(problem.solve(List.of(left, right)).parameters()[0]).isCloseTo(1, within(1e-9));
    assertThat(problem.solve(List.of(right, left)).parameters()[0]).isCloseTo(1, within(1e-9));
  }
}
