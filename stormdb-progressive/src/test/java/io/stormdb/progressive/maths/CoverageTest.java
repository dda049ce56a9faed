package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges of 95 % hold the truth in 92 to 98 % of simulated studies. */
class CoverageTest {

  private static final int STUDIES = 400;
  private static final int SAMPLES = 400;
  private static final double[] LEVELS = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64};
  private static final double[] TRUTH = {1_000, 0.02, 0.0005};

  private static final double[] WITHOUT_COHERENCY = {900, 0.03, 0};

  /** What the fit is told of the noise. */
  enum Told {
    /** 2 % of each throughput, and each measurement says so. */
    EACH,
    /** The same at all levels, and nothing says so. */
    NOTHING
  }

  @ParameterizedTest
  @EnumSource
  void ofTheScalabilityLawIsAsStated(Told told) {
    Map<String, Integer> held = new LinkedHashMap<>();
    for (Fit fit : studies(told, TRUTH)) {
      countParameters(held, fit, TRUTH);
      count(held, "peak", fit.range(Usl::peak), Usl.peak(TRUTH));
      count(held, "X(peak)", fit.range(Usl::peakThroughput), Usl.peakThroughput(TRUTH));
      count(held, "X(40)", fit.predict(40).throughput(), Usl.LAW.at(40, TRUTH));
      count(held, "X(100), extrapolated", fit.predict(100).throughput(), Usl.LAW.at(100, TRUTH));
    }

    assertThat(held).hasSize(7).allSatisfy(CoverageTest::isAsStated);
  }

  /**
   * Half of the fits want a negative coherency then, which the bound forbids. The range of the
   * coherency itself cannot lie below the truth, and so holds it in 97.5 %.
   */
  @Test
  void isAsStatedForAParameterOnItsBound() {
    Map<String, Integer> held = new LinkedHashMap<>();
    for (Fit fit : studies(Told.EACH, WITHOUT_COHERENCY)) {
      countParameters(held, fit, WITHOUT_COHERENCY);
      double exact = Usl.LAW.at(40, WITHOUT_COHERENCY);
      count(held, "X(40)", fit.predict(40).throughput(), exact);
      double beyond = Usl.LAW.at(100, WITHOUT_COHERENCY);
      count(held, "X(100), extrapolated", fit.predict(100).throughput(), beyond);
    }

    assertThat(held.remove("κ") / (double) STUDIES).isBetween(0.955, 0.995);
    assertThat(held).hasSize(4).allSatisfy(CoverageTest::isAsStated);
  }

  /** Parameters that each of these curves truly has. */
  static Map<String, double[]> truths() {
    return Map.of(
        "linear", new double[] {300, 20},
        "logarithmic", new double[] {200, 300},
        "power", new double[] {100, 0.6},
        "saturating exponential", new double[] {1_000, 0.08},
        "logistic", new double[] {1_000, 0.12, 20});
  }

  static List<Model> others() {
    return Model.all().stream().filter(model -> truths().containsKey(model.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("others")
  void ofTheOtherCurvesIsAsStated(Model model) {
    double[] truth = truths().getOrDefault(model.name(), new double[0]);
    Map<String, Integer> held = new LinkedHashMap<>();
    RandomGenerator random = new Well19937c(12);
    for (int study = 0; study < STUDIES; study++) {
      List<Measured> measured = new ArrayList<>();
      for (double n : LEVELS) {
        double exact = model.at(n, truth);
        double throughput = exact * (1 + 0.02 * random.nextGaussian());
        measured.add(
            new Measured(n, throughput, 0.02 * exact, Double.NaN, Double.NaN, Double.NaN, 0));
      }
      Fit fit =
          model
              .fit(Points.of(measured), new BootstrapPlan(SAMPLES, 0.95, study))
              .fit()
              .orElseThrow();
      countParameters(held, fit, truth);
      count(held, "X(40)", fit.predict(40).throughput(), model.at(40, truth));
      count(held, "X(100), extrapolated", fit.predict(100).throughput(), model.at(100, truth));
    }

    assertThat(held).hasSize(truth.length + 2).allSatisfy(CoverageTest::isAsStated);
  }

  private static void isAsStated(String what, int times) {
    assertThat(times / (double) STUDIES).as(what).isBetween(0.92, 0.98);
  }

  private static List<Fit> studies(Told told, double[] truth) {
    RandomGenerator random = new Well19937c(11);
    List<Fit> fits = new ArrayList<>();
    for (int study = 0; study < STUDIES; study++) {
      BootstrapPlan plan = new BootstrapPlan(SAMPLES, 0.95, study);
      Points points = Points.of(measure(told, truth, random));
      fits.add(Model.usl().fit(points, plan).fit().orElseThrow());
    }
    return fits;
  }

  private static void countParameters(Map<String, Integer> held, Fit fit, double[] truth) {
    for (int j = 0; j < truth.length; j++) {
      Parameter parameter = fit.parameters().get(j);
      count(held, parameter.symbol().name(), parameter.estimate(), truth[j]);
    }
  }

  private static List<Measured> measure(Told told, double[] truth, RandomGenerator random) {
    List<Measured> measured = new ArrayList<>();
    for (double n : LEVELS) {
      double exact = Usl.LAW.at(n, truth);
      double error = 0.02 * (told == Told.EACH ? exact : Usl.LAW.at(16, truth));
      double throughput = exact + error * random.nextGaussian();
      double known = told == Told.EACH ? error : Double.NaN;
      measured.add(new Measured(n, throughput, known, Double.NaN, Double.NaN, Double.NaN, 0));
    }
    return measured;
  }

  private static void count(Map<String, Integer> held, String what, Estimated range, double truth) {
    boolean holds = range.low() <= truth && truth <= range.high();
    held.merge(what, holds ? 1 : 0, Integer::sum);
  }
}
