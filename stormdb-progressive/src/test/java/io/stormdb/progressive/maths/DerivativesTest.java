package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DerivativesTest {

  private static final double[] LEVELS = {1, 2, 4, 7, 12, 16, 24, 32, 48, 64};

  private static Measured measured(double concurrency, double throughput, double error) {
    return new Measured(concurrency, throughput, error, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  private static Points noisy(DoubleUnaryOperator curve, double error, RandomGenerator random) {
    List<Measured> measured = new ArrayList<>();
    for (double n : LEVELS) {
      measured.add(measured(n, curve.applyAsDouble(n) + error * random.nextGaussian(), error));
    }
    return Points.of(measured);
  }

  /** By numpy.gradient (edge_order=2) and numpy.polyfit 2.4. */
  @Test
  void agreeWithAnotherProgramOnSpecSdm91() {
    Derivatives derivatives = Derivatives.of(Points.of(Published.SPEC_SDM91), 0.95);

    double[] first = {
      63.64962651727355,
      45.87978524743231,
      26.174074074074078,
      2.4513888888888893,
      -1.0861111111111121,
      -1.33518518518519,
      -0.6870370370370296
    };
    double[] second = {
      -1.0452847805788992,
      -1.1442386831275744,
      -0.1736882716049394,
      -0.02283950617284106,
      0.009002057613169169
    };
    assertThat(derivatives.first()).hasSize(first.length);
    for (int i = 0; i < first.length; i++) {
      assertThat(derivatives.first().get(i).value()).isCloseTo(first[i], within(1e-9));
    }
    assertThat(derivatives.second()).hasSize(second.length);
    for (int i = 0; i < second.length; i++) {
      assertThat(derivatives.second().get(i).value()).isCloseTo(second[i], within(1e-9));
      assertThat(derivatives.second().get(i).standardError()).isEmpty();
    }
  }

  @Test
  void areExactForAParabola() {
    List<Measured> parabola = new ArrayList<>();
    for (double n : LEVELS) {
      parabola.add(Measured.of(n, 50 + 90 * n - 0.7 * n * n));
    }

    Derivatives derivatives = Derivatives.of(Points.of(parabola), 0.95);

    for (Derivative slope : derivatives.first()) {
      assertThat(slope.value()).isCloseTo(90 - 1.4 * slope.concurrency(), within(1e-9));
    }
    for (Derivative bend : derivatives.second()) {
      assertThat(bend.value()).isCloseTo(-1.4, within(1e-9));
    }
    assertThat(derivatives.inflections()).isEmpty();
  }

  /** The scatter of 20,000 simulated measurements has the standard error that is stated. */
  @Test
  void haveTheStandardErrorsThatASimulationShows() {
    RandomGenerator random = new Well19937c(3);
    int runs = 20_000;
    Points exact = noisy(n -> 100 * n / (1 + 0.05 * n), 4, random);
    Derivatives stated = Derivatives.of(exact, 0.95);
    double[] squares = new double[LEVELS.length];
    double[] bends = new double[LEVELS.length - 2];
    for (int run = 0; run < runs; run++) {
      Derivatives zero = Derivatives.of(noisy(n -> 1_000, 4, random), 0.95);
      for (int i = 0; i < squares.length; i++) {
        squares[i] += Math.pow(zero.first().get(i).value(), 2) / runs;
      }
      for (int i = 0; i < bends.length; i++) {
        bends[i] += Math.pow(zero.second().get(i).value(), 2) / runs;
      }
    }

    for (int i = 0; i < squares.length; i++) {
      assertThat(stated.first().get(i).standardError().orElseThrow())
          .isCloseTo(Math.sqrt(squares[i]), Percentage.withPercentage(3));
    }
    for (int i = 0; i < bends.length; i++) {
      assertThat(stated.second().get(i).standardError().orElseThrow())
          .isCloseTo(Math.sqrt(bends[i]), Percentage.withPercentage(3));
    }
  }

  /** A logistic curve turns at its centre, here 20. */
  @Test
  void findATurnThatIsLargerThanTheNoise() {
    DoubleUnaryOperator logistic = n -> 5_000 / (1 + Math.exp(-0.2 * (n - 20)));

    Derivatives derivatives = Derivatives.of(noisy(logistic, 2, new Well19937c(4)), 0.95);

    assertThat(derivatives.inflections())
        .filteredOn(Inflection::significant)
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.turn()).isEqualTo(Inflection.Turn.TO_DIMINISHING);
              assertThat(turn.low()).isEqualTo(16);
              assertThat(turn.high()).isEqualTo(24);
              assertThat(turn.at()).isBetween(16.0, 24.0);
              assertThat(turn.pValue().orElseThrow()).isLessThan(1e-6);
            });
  }

  @Test
  void doNotCallATurnSignificantThatIsSmallerThanTheNoise() {
    DoubleUnaryOperator logistic = n -> 5_000 / (1 + Math.exp(-0.2 * (n - 20)));

    Derivatives derivatives =
        Derivatives.of(
            noisy(n -> 20_000 + logistic.applyAsDouble(n), 3_000, new Well19937c(4)), 0.95);

    assertThat(derivatives.inflections()).isNotEmpty().noneMatch(Inflection::significant);
  }

  /** Of lines, where no turn is real, at most 5 % have one that is called significant. */
  @Test
  void raiseNoMoreFalseAlarmsThanStated() {
    RandomGenerator random = new Well19937c(5);
    int alarms = 0;
    int runs = 4_000;
    for (int run = 0; run < runs; run++) {
      Derivatives derivatives = Derivatives.of(noisy(n -> 3_000 + 40 * n, 50, random), 0.95);
      alarms += derivatives.inflections().stream().anyMatch(Inflection::significant) ? 1 : 0;
    }

    assertThat(alarms / (double) runs).isLessThan(0.05);
  }

  @Test
  void showTurnsWithoutSayingThatTheyAreRealIfTheNoiseIsNotKnown() {
    Derivatives derivatives =
        Derivatives.of(Points.of(Published.pairs(1, 10, 2, 15, 3, 40, 4, 45)), 0.95);

    assertThat(derivatives.inflections())
        .containsExactly(
            new Inflection(
                2, 3, 2.5, Inflection.Turn.TO_DIMINISHING, OptionalDouble.empty(), false));
  }

  @Test
  void areNoneForFewerThanThreeLevels() {
    Derivatives derivatives = Derivatives.of(Points.of(Published.pairs(1, 10, 2, 15)), 0.95);

    assertThat(derivatives).isEqualTo(new Derivatives(List.of(), List.of(), List.of()));
  }
}
