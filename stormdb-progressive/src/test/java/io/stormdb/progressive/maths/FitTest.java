package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitTest {

  private static final BootstrapPlan PLAN = new BootstrapPlan(200, 0.95, 1);

  static List<Model> models() {
    return Model.all();
  }

  private static Fitting usl(double... pairs) {
    return Model.usl().fit(Points.of(Published.pairs(pairs)), PLAN);
  }

  private static Measured measured(double concurrency, double throughput, double error) {
    return new Measured(concurrency, throughput, error, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  @Nested
  class OfALine {

    private final Fit line =
        Model.linear().fit(Points.of(Published.SPEC_SDM91), PLAN).fit().orElseThrow();

    /** By numpy.linalg.lstsq 2.4 and the textbook formulas. */
    @Test
    void agreesWithAnotherProgram() {
      assertThat(line.parameter("a").value()).isCloseTo(946.5456312094639, within(1e-6));
      assertThat(line.parameter("b").value()).isCloseTo(5.45660601938446, within(1e-8));
      assertThat(line.parameter("a").standardError().orElseThrow())
          .isCloseTo(331.3681458078089, within(1e-6));
      assertThat(line.parameter("b").standardError().orElseThrow())
          .isCloseTo(2.9920014972755693, within(1e-8));
      assertThat(line.goodness().rSquared().orElseThrow())
          .isCloseTo(0.399471169056386, within(1e-9));
      assertThat(line.goodness().adjustedRSquared().orElseThrow())
          .isCloseTo(0.2793654028676632, within(1e-9));
      assertThat(line.goodness().aicc().orElseThrow()).isCloseTo(100.28658113700564, within(1e-7));
      assertThat(line.goodness().rmse()).isCloseTo(475.00589955430155, within(1e-6));
      assertThat(line.predicted().get(1) + line.residuals().get(1)).isCloseTo(995.9, within(1e-9));
      assertThat(line.unboundedParameters().orElseThrow())
          .containsExactlyElementsOf(line.parameters().stream().map(Parameter::value).toList());
      assertThat(line.peak()).isEmpty();
    }

    @Test
    void hasNamesAndUnits() {
      assertThat(line.parameter("b").symbol())
          .isEqualTo(new Symbol("b", "coefficient of N", "transactions/s a worker"));
      assertThatThrownBy(() -> line.parameter("c"))
          .hasMessage("parameter must be one of [a, b], was c");
    }

    @Test
    void marksWhatLiesBeyondTheMeasuredLevels() {
      assertThat(line.predict(100).extrapolated()).isFalse();
      assertThat(line.predict(217).extrapolated()).isTrue();
      assertThat(line.predict(432).throughput().value())
          .isCloseTo(946.5456 + 432 * 5.456606, within(0.01));
    }

    @Test
    void refusesWhatLiesTooFarBeyond() {
      assertThatThrownBy(() -> line.predict(433))
          .hasMessage("concurrency must be 1.0 to 432.0, as 1.0 to 216.0 were measured, was 433.0");
      assertThatThrownBy(() -> line.predict(0.5))
          .hasMessage("concurrency must be 1.0 to 432.0, as 1.0 to 216.0 were measured, was 0.5");
    }
  }

  @Nested
  class SaysWhyThereIsNone {

    @Test
    void ifThereAreTooFewLevels() {
      assertThat(usl()).isEqualTo(tooFew("are 0"));
      assertThat(usl(1, 100)).isEqualTo(tooFew("is 1"));
      assertThat(usl(1, 100, 2, 190)).isEqualTo(tooFew("are 2"));
      assertThat(usl(1, 100, 2, 190, 4, 350)).isEqualTo(tooFew("are 3"));
    }

    private NotFitted tooFew(String there) {
      return new NotFitted(
          Model.usl(),
          "it has 3 parameters and needs at least 4 levels of concurrency, there " + there);
    }

    @Test
    void ifOneLevelWasMeasuredManyTimes() {
      assertThat(usl(8, 100, 8, 101, 8, 99, 8, 100, 8, 102)).isEqualTo(tooFew("is 1"));
    }

    @ParameterizedTest
    @MethodSource("io.stormdb.progressive.maths.FitTest#models")
    void ifNothingWasCompleted(Model model) {
      Points zeros = Points.of(Published.pairs(1, 0, 2, 0, 4, 0, 8, 0, 16, 0));

      assertThat(model.fit(zeros, PLAN))
          .isEqualTo(new NotFitted(model, "nothing was completed at any level"));
    }

    @Test
    void ifOtherParametersFitAsWell() {
      // where nothing changes, neither steepness nor centre can be known
      Points flat = Points.of(Published.pairs(10, 500, 20, 500, 30, 500, 40, 500, 50, 500));

      assertThat(Logistic.CURVE.fit(flat, PLAN))
          .isEqualTo(
              new NotFitted(
                  Logistic.CURVE,
                  "the points do not tell its parameters apart: other parameters fit as well"));
    }

    @Test
    void ifAResamplingWouldOftenHaveNoMinimum() {
      // without noise at one level more would be saturated than is known
      Points scattered = Points.of(Published.pairs(20, 0, 40, 900, 80, 0, 120, 800));

      assertThat(Exponential.CURVE.fit(scattered, PLAN))
          .isEqualTo(
              new NotFitted(
                  Exponential.CURVE,
                  "the fit is not stable: of 200 resamplings more than 1 in 20 had no minimum"));
    }
  }

  @Nested
  class OfTheScalabilityLaw {

    /** X(N) = λ for all N is the law with σ = 1 and κ = 0. */
    @Test
    void takesConstantThroughputForFullContention() {
      Fit fit = usl(1, 400, 2, 400, 4, 400, 8, 400, 16, 400).fit().orElseThrow();

      assertThat(fit.parameter("λ").value()).isCloseTo(400, within(1e-5));
      assertThat(fit.parameter("σ").value()).isCloseTo(1, within(1e-7));
      assertThat(fit.parameter("κ").value()).isCloseTo(0, within(1e-7));
      assertThat(fit.goodness().rSquared()).isEmpty();
      assertThat(fit.predict(12).throughput().value()).isCloseTo(400, within(1e-5));
    }

    @Test
    void saysThatMoreThanLinearThroughputIsImpossible() {
      Fit fit = usl(1, 100, 2, 230, 4, 530, 8, 1_220, 16, 2_800, 32, 6_450).fit().orElseThrow();

      assertThat(fit.impossible()).isTrue();
      assertThat(fit.parameter("σ").value()).isZero();
      assertThat(fit.unboundedParameters().orElseThrow().get(1)).isNegative();
      assertThat(fit.violations())
          .filteredOn(violation -> violation.symbol().name().equals("σ"))
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.withinNoise()).isFalse();
                assertThat(violation.bound()).isZero();
                assertThat(violation.sentence())
                    .matches(
                        "without bounds σ \\(contention\\) is -0\\.0\\d+ with standard error"
                            + " [0-9.e-]+, beyond its bound 0: no server of this model behaves so,"
                            + " and the fit within the bounds does not describe the measurements");
              });
    }

    @Test
    void takesAParameterForItsBoundIfTheNoiseExplainsTheDifference() {
      Fit fit = Model.usl().fit(Points.of(Published.RAYTRACER), PLAN).fit().orElseThrow();

      assertThat(fit.impossible()).isFalse();
      assertThat(fit.violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.symbol().name()).isEqualTo("κ");
                assertThat(violation.value()).isNegative();
                assertThat(violation.sentence())
                    .endsWith(
                        "beyond its bound 0: the difference is within the noise, and the parameter"
                            + " is taken to be at the bound");
              });
    }

    @Test
    void doesNotBelieveInAPeakFarBeyondWhatWasMeasured() {
      double[] truth = {1_000, 0.01, 1e-5};
      List<Measured> rising = new ArrayList<>();
      for (double n : new double[] {1, 2, 4, 8, 16, 32}) {
        rising.add(Measured.of(n, Usl.LAW.at(n, truth)));
      }

      Fit fit = Model.usl().fit(Points.of(rising), PLAN).fit().orElseThrow();

      assertThat(fit.peak())
          .contains(
              new Peak.NotInRange(
                  64,
                  "the curve would be highest at 315, more than twice the largest measured level"));
    }

    @Test
    void gainsNothingFromALevelThatWasMeasuredBadly() {
      double[] truth = {1_000, 0.02, 0.0005};
      List<Measured> levels = new ArrayList<>();
      for (double n : new double[] {1, 2, 4, 8, 16, 32, 64}) {
        levels.add(measured(n, Usl.LAW.at(n, truth), 10));
      }
      levels.add(measured(48, 100, 1e6));

      Fit fit = Model.usl().fit(Points.of(levels), PLAN).fit().orElseThrow();

      assertThat(fit.parameter("λ").value()).isCloseTo(1_000, within(0.01));
      assertThat(fit.parameter("κ").value()).isCloseTo(0.0005, within(1e-7));
    }

    @Test
    void isTheSameForTheSameSeed() {
      Points points = Points.of(Published.CISCO);
      Fit one = Model.usl().fit(points, new BootstrapPlan(100, 0.9, 7)).fit().orElseThrow();
      Fit same = Model.usl().fit(points, new BootstrapPlan(100, 0.9, 7)).fit().orElseThrow();
      Fit other = Model.usl().fit(points, new BootstrapPlan(100, 0.9, 8)).fit().orElseThrow();

      assertThat(one.parameters()).isEqualTo(same.parameters()).isNotEqualTo(other.parameters());
      assertThat(one.peak()).isEqualTo(same.peak()).isNotEqualTo(other.peak());
    }
  }

  /** Each derivative agrees with that of the numerical differences. */
  @ParameterizedTest
  @MethodSource("models")
  void hasTheDerivativesOfItsModel(Model model) {
    Points points = Points.of(Published.pairs(1, 1, 3, 1, 17, 1, 40, 1));
    Curve analytic = model.over(points);
    double[] at =
        java.util.Arrays.copyOf(new double[] {1.7, 0.03, 0.02, 0.001}, model.symbols().size());
    Curve numeric = analytic::at;
    double[] one = new double[at.length];
    double[] other = new double[at.length];
    for (int i = 0; i < points.size(); i++) {
      analytic.gradient(i, at, one);
      numeric.gradient(i, at, other);
      for (int j = 0; j < at.length; j++) {
        assertThat(one[j]).isCloseTo(other[j], within(1e-8 * (1 + Math.abs(one[j]))));
      }
    }
  }

  /** Whatever is measured, there is a fit with finite figures or a reason. */
  @Test
  void isNeverNaN() {
    RandomGenerator random = new Well19937c(9);
    for (int run = 0; run < 25; run++) {
      List<Measured> anything = new ArrayList<>();
      int levels = 1 + random.nextInt(7);
      double size = Math.pow(10, random.nextInt(9) - 2);
      for (int i = 0; i < levels; i++) {
        double throughput = random.nextInt(4) == 0 ? 0 : size * random.nextDouble();
        anything.add(Measured.of(1 + random.nextInt(200), throughput));
      }
      for (Model model : Model.all()) {
        Fitting fitting = model.fit(Points.of(anything), new BootstrapPlan(100, 0.95, run));
        if (fitting instanceof NotFitted not) {
          assertThat(not.reason()).isNotBlank().doesNotContain("NaN");
        } else if (fitting instanceof Fit fit) {
          assertThat(fit.parameters())
              .allSatisfy(
                  parameter -> {
                    assertThat(parameter.estimate().low()).isNotNaN();
                    assertThat(parameter.estimate().high()).isNotNaN();
                  });
          assertThat(fit.predicted()).allSatisfy(x -> assertThat(x).isFinite());
          assertThat(fit.goodness().rmse()).isFinite();
          fit.goodness().aicc().ifPresent(aicc -> assertThat(aicc).isFinite());
          fit.goodness().rSquared().ifPresent(r -> assertThat(r).isFinite());
        }
      }
    }
  }

  @Test
  void hasWiderRangesForMoreConfidence() {
    Points points = Points.of(Published.CISCO);
    Parameter narrow =
        Model.usl().fit(points, new BootstrapPlan(400, 0.5, 7)).fit().orElseThrow().parameter("κ");
    Parameter wide =
        Model.usl().fit(points, new BootstrapPlan(400, 0.99, 7)).fit().orElseThrow().parameter("κ");

    assertThat(wide.estimate().high() - wide.estimate().low())
        .isGreaterThan(2 * (narrow.estimate().high() - narrow.estimate().low()));
    // the bootstrap and the curvature tell of the same uncertainty
    double half = (narrow.estimate().high() - narrow.estimate().low()) / 2;
    assertThat(half)
        .isCloseTo(0.683 * narrow.standardError().orElseThrow(), Percentage.withPercentage(25));
  }
}
