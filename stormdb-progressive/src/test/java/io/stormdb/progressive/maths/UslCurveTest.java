package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick fit of the law finds what the general one does. */
class UslCurveTest {

  private static final double[] LEVELS = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64};

  private static double[] general(List<Measured> measured) {
    Points points = Points.of(measured);
    return LeastSquares.of(points.throughputs(), 3, Usl.LAW.over(points))
        .weighted(points.weights())
        .bounded(Usl.LAW.lower(), Usl.LAW.upper())
        .solve(Usl.LAW.starts(points), 500)
        .parameters();
  }

  @ParameterizedTest(name = "noise of {0}")
  @ValueSource(doubles = {0.001, 0.02, 0.1})
  void bothFindTheSameLeastSquares(double noise) {
    Random random = new Random(5);
    int atBound = 0;
    for (int study = 0; study < 200; study++) {
      double[] truth = {
        50 + 5_000 * random.nextDouble(), 0.2 * random.nextDouble(), 1e-3 * random.nextDouble()
      };
      List<Measured> measured = new ArrayList<>();
      for (double n : LEVELS) {
        double exact = Usl.LAW.at(n, truth);
        double x = exact * Math.max(0.2, 1 + noise * random.nextGaussian());
        measured.add(new Measured(n, x, noise * exact, Double.NaN, Double.NaN, Double.NaN, 0));
      }
      UslCurve quick = UslCurve.fit(measured);
      double[] parameters = general(measured);
      for (double n : LEVELS) {
        double expected = Usl.LAW.at(n, parameters);
        assertThat(quick.at(n))
            .as("study %s, N = %s", study, n)
            .isCloseTo(expected, within(1e-5 * expected));
      }
      atBound += quick.b() == 0 || quick.c() == 0 ? 1 : 0;
    }
    // with more noise, both kinds are among them
    assertThat(atBound).isBetween(noise < 0.01 ? 0 : 1, 199);
  }

  @Test
  void findsThePublishedCoefficientsOfTheCiscoBenchmark() {
    List<Measured> equal =
        Published.CISCO.stream().map(level -> Levels.withError(level, 100)).toList();
    UslCurve curve = UslCurve.fit(equal);
    assertThat(1 / curve.a()).isCloseTo(995.6486, within(0.001));
    assertThat(curve.b() / curve.a()).isCloseTo(0.02671591, within(2e-7));
    assertThat(curve.c() / curve.a()).isCloseTo(7.690945e-4, within(2e-9));
  }

  @Test
  void throughputThatFallsFromTheFirstLevelOnHasACurve() {
    List<Measured> falling = new ArrayList<>();
    for (double n : LEVELS) {
      falling.add(new Measured(n, 100 / n, 1 / n, Double.NaN, Double.NaN, Double.NaN, 0));
    }
    UslCurve curve = UslCurve.fit(falling);
    assertThat(curve.peak()).isZero();
    assertThat(curve.at(8)).isCloseTo(12.5, within(0.5));
  }
}
