package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSelectionTest {

  private static final BootstrapPlan PLAN = new BootstrapPlan(100, 0.95, 1);
  private static final ModelSelection RAYTRACER =
      ModelSelection.of(Points.of(Published.RAYTRACER), PLAN);

  /**
   * Parameters and sums of squares by scipy.optimize.curve_fit 1.17, AICc and weights from these.
   */
  @ParameterizedTest
  @CsvSource({
    "universal scalability law, 21.848843 0.0577708 0,                        697.2378,  60.30821,"
        + " 0.8539629",
    "saturating exponential,    298.926993 0.0610954877,                      1664.137,  64.63940,"
        + " 0.0979337",
    "logarithmic,               -4.37670181 71.5270218,                       2003.3969, 66.68032,"
        + " 0.0352983",
    "power,                     51.5413907 0.444079709,                       2463.5983, 68.95488,"
        + " 0.0113198",
    "cubic,                     19.3860346 14.8015424 -0.31529958 0.0024318058, 1179.3805,"
        + " 73.42334, 0.00121206",
    "quadratic,                 42.3330438 9.52939397 -0.0865719329,          3086.5897, 76.67286,"
        + " 0.000238726",
    "logistic,                  289.533049 0.113287386 12.2135786,            4409.0044, 80.59526,"
        + " 0.0000335862",
    "linear,                    93.2833159 4.092932,                          13609.1135, 87.75517,"
        + " 9.36285e-7",
    "exponential,               124.79274 0.0161361008,                       22661.0548, 93.36416,"
        + " 5.66802e-8",
  })
  void agreesWithAnotherProgramOnEachModelOfTheRayTracer(
      String name, String parameters, double squares, double aicc, double weight) {
    ModelSelection.Candidate candidate =
        RAYTRACER.candidates().stream()
            .filter(each -> each.fit().model().name().equals(name))
            .findFirst()
            .orElseThrow();

    List<Parameter> found = candidate.fit().parameters();
    String[] expected = parameters.split(" ");
    assertThat(found).hasSize(expected.length);
    for (int j = 0; j < expected.length; j++) {
      double value = Double.parseDouble(expected[j]);
      assertThat(found.get(j).value())
          .as(found.get(j).symbol().name())
          .isCloseTo(value, within(Math.abs(value) * 2e-6));
    }
    assertThat(candidate.fit().residuals().stream().mapToDouble(r -> r * r).sum())
        .isCloseTo(squares, Percentage.withPercentage(1e-4));
    assertThat(candidate.fit().goodness().aicc().orElseThrow()).isCloseTo(aicc, within(1e-4));
    assertThat(candidate.weight()).isCloseTo(weight, Percentage.withPercentage(1e-2));
  }

  @Test
  void ordersTheCandidatesByTheirSupport() {
    assertThat(RAYTRACER.candidates()).extracting(each -> each.fit().model()).hasSize(9);
    assertThat(RAYTRACER.best().orElseThrow().fit().model()).isEqualTo(Model.usl());
    assertThat(RAYTRACER.best().orElseThrow().delta()).isZero();
    assertThat(RAYTRACER.candidates())
        .extracting(ModelSelection.Candidate::weight)
        .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    assertThat(RAYTRACER.candidates().stream().mapToDouble(each -> each.weight()).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(RAYTRACER.leftOut()).isEmpty();
  }

  @Test
  void leavesOutModelsWithTooFewLevelsAndSaysWhy() {
    List<Measured> five = Published.CISCO.subList(0, 5);

    ModelSelection selection = ModelSelection.of(Points.of(five), PLAN);

    assertThat(selection.candidate(Model.linear())).isPresent();
    assertThat(selection.candidate(Model.usl())).isEmpty();
    assertThat(selection.leftOut())
        .filteredOn(each -> each.model().equals(Model.usl()))
        .extracting(NotFitted::reason)
        .containsExactly(
            "it can be fitted, but its 3 parameters and the noise need at least 6 levels of"
                + " concurrency to be compared, there are 5");
  }

  @Test
  void comparesNothingIfThereIsNothing() {
    ModelSelection selection = ModelSelection.of(Points.of(List.of()), PLAN);

    assertThat(selection.best()).isEmpty();
    assertThat(selection.leftOut()).hasSize(9);
  }

  @Test
  void prefersTheModelThatTheCurveWasMadeWith() {
    double[] levels = {1, 2, 3, 5, 8, 12, 16, 24, 32, 48, 64};
    for (Model model : Model.all()) {
      double[] truth =
          switch (model.name()) {
            case "universal scalability law" -> new double[] {700, 0.03, 0.0004};
            case "linear" -> new double[] {100, 40};
            case "logarithmic" -> new double[] {300, 250};
            case "power" -> new double[] {200, 0.6};
            case "exponential" -> new double[] {50, 0.05};
            case "saturating exponential" -> new double[] {900, 0.1};
            case "logistic" -> new double[] {900, 0.2, 15};
            case "quadratic" -> new double[] {100, 30, -0.2};
            case "cubic" -> new double[] {100, 30, -0.8, 0.008};
            default -> throw new IllegalStateException(model.name());
          };
      List<Measured> exact = new java.util.ArrayList<>();
      for (int i = 0; i < levels.length; i++) {
        double wobble = 1 + 0.001 * (i % 2 == 0 ? 1 : -1);
        exact.add(Measured.of(levels[i], model.at(levels[i], truth) * wobble));
      }

      ModelSelection selection = ModelSelection.of(Points.of(exact), PLAN);

      Fit best = selection.best().orElseThrow().fit();
      assertThat(best.model()).isEqualTo(model);
      for (int j = 0; j < truth.length; j++) {
        assertThat(best.parameters().get(j).value())
            .as("%s of %s", best.parameters().get(j).symbol().name(), model)
            .isCloseTo(truth[j], Percentage.withPercentage(5));
      }
    }
  }
}
