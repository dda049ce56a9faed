package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KneedleTest {

  /** Figure 2 of the paper: y = 5 − 1/(x + 0.1) at ten points from 0 to 1, knee at x = 0.22. */
  @Test
  void theExampleOfThePaperHasItsKnee() {
    double[] x = new double[10];
    Arrays.setAll(x, i -> i / 9.0);
    double[] y = Arrays.stream(x).map(v -> 5 - 1 / (v + 0.1)).toArray();
    assertThat(Kneedle.knee(x, y, 1)).hasValue(2);
  }

  @Test
  void aStraightLineHasNoKnee() {
    assertThat(Kneedle.knee(new double[] {1, 2, 4, 8}, new double[] {10, 20, 40, 80}, 1)).isEmpty();
  }

  @Test
  void aCurveThatFallsAgainHasItsKneeBefore() {
    double[] x = {1, 2, 4, 8, 16, 32, 64};
    double[] y = {100, 195, 380, 700, 900, 920, 500};
    assertThat(Kneedle.knee(x, y, 1)).hasValue(3);
  }

  @Test
  void fewPointsConstantsAndCurvesThatOnlyFallHaveNone() {
    assertThat(Kneedle.knee(new double[] {1, 2}, new double[] {10, 20}, 1)).isEmpty();
    assertThat(Kneedle.knee(new double[] {1, 2, 3}, new double[] {7, 7, 7}, 1)).isEmpty();
    assertThat(Kneedle.knee(new double[] {1, 2, 3}, new double[] {9, 8, 7}, 1)).isEmpty();
  }
}
