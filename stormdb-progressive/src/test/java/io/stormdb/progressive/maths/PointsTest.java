package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PointsTest {

  private static Measured measured(double concurrency, double throughput, double error) {
    return new Measured(concurrency, throughput, error, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  @Test
  void comeInAscendingOrderWithTheirOwnErrors() {
    Points points = Points.of(List.of(measured(8, 700, 7), measured(2, 200, 5)));

    assertThat(points.points())
        .containsExactly(new Points.Point(2, 200, 5, 1), new Points.Point(8, 700, 7, 1));
    assertThat(points.noise()).isEqualTo(Noise.MEASURED);
    assertThat(points.noiseDegreesOfFreedom()).isInfinite();
  }

  /** 100 ± 3 and 106 ± 4: weights 16 and 9 of 25, χ² = 36/25, which is more than 1. */
  @Test
  void areMergedByInverseVarianceAndNotMorePreciseThanTheirDifference() {
    Points points = Points.of(List.of(measured(4, 100, 3), measured(4, 106, 4)));

    Points.Point merged = points.points().get(0);
    assertThat(merged.throughput()).isCloseTo(100 + 6 * 9 / 25.0, within(1e-12));
    assertThat(merged.standardError()).isCloseTo(12 / 5.0 * 6 / 5, within(1e-12));
    assertThat(merged.measurements()).isEqualTo(2);
  }

  @Test
  void thatAgreeAreMorePreciseTogether() {
    Points points = Points.of(List.of(measured(4, 100, 3), measured(4, 100, 4)));

    assertThat(points.points().get(0).standardError()).isCloseTo(2.4, within(1e-12));
  }

  /** Variances 2 (twice) and 0 (once), so 2 by 2 degrees of freedom. */
  @Test
  void withoutErrorsHaveThoseOfTheRepeatedLevelsTogether() {
    Points points = Points.of(Published.pairs(1, 9, 1, 11, 2, 20, 4, 31, 4, 31));

    assertThat(points.noise()).isEqualTo(Noise.POOLED);
    assertThat(points.noiseDegreesOfFreedom()).isEqualTo(2);
    assertThat(points.points())
        .containsExactly(
            new Points.Point(1, 10, Math.sqrt(0.5), 2),
            new Points.Point(2, 20, 1, 1),
            new Points.Point(4, 31, Math.sqrt(0.5), 2));
    assertThat(points.weights()).containsExactly(new double[] {1.2, 0.6, 1.2}, within(1e-12));
  }

  @Test
  void sayThatTheirNoiseIsUnknownIfOneErrorIsMissingOrZero() {
    for (double error : new double[] {0, Double.NaN}) {
      Points points = Points.of(List.of(measured(1, 10, 1), measured(2, 20, error)));

      assertThat(points.noise()).isEqualTo(Noise.UNKNOWN);
      assertThat(points.noiseDegreesOfFreedom()).isZero();
      assertThat(points.points()).allSatisfy(point -> assertThat(point.standardError()).isNaN());
    }
  }

  @Test
  void countMoreIfTheyWereMeasuredMoreOftenEvenIfAllThatIsKnownIsTheirNumber() {
    Points points = Points.of(Published.pairs(1, 10, 1, 10, 1, 10, 2, 20));

    assertThat(points.noise()).isEqualTo(Noise.UNKNOWN);
    assertThat(points.weights()).containsExactly(1.5, 0.5);
  }

  @Test
  void mayNotBeTheSameLevelTwice() {
    Points.Point point = new Points.Point(2, 20, 1, 1);

    assertThatThrownBy(() -> new Points(List.of(point, point), Noise.MEASURED, 1))
        .hasMessage("concurrency must be greater than the one before, 2.0, was 2.0");
  }
}
