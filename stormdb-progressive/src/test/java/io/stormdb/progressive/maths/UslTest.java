package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class UslTest {

  private static final BootstrapPlan PLAN = BootstrapPlan.usual(1);

  private static Fit fit(List<Measured> measured) {
    return Model.usl().fit(Points.of(measured), PLAN).fit().orElseThrow();
  }

  /** Schwartz prints λ = 995.6486, σ = 0.02671591, κ = 0.0007690945, a peak of 12,341 at 35. */
  @Test
  void findsThePublishedCoefficientsOfTheCiscoBenchmark() {
    Fit fit = fit(Published.CISCO);

    assertThat(fit.parameter("λ").value()).isCloseTo(995.6486, within(0.001));
    assertThat(fit.parameter("σ").value()).isCloseTo(0.02671591, within(2e-7));
    assertThat(fit.parameter("κ").value()).isCloseTo(7.690945e-4, within(2e-9));
    assertThat(fit.peak().orElseThrow())
        .isInstanceOfSatisfying(
            Peak.Found.class,
            peak -> {
              assertThat(peak.concurrency().value()).isCloseTo(35.57, within(0.01));
              assertThat(peak.extrapolated()).isTrue();
              assertThat(peak.throughput().value()).isCloseTo(12_342, within(1.0));
              assertThat(peak.concurrency().low()).isBetween(30.0, 35.57);
              assertThat(peak.concurrency().high()).isBetween(35.57, 42.0);
            });
    assertThat(fit.violations()).isEmpty();
  }

  /**
   * The vignette of the R package usl prints α = 0.0277285, β = 0.0001044, γ = 89.9952382, standard
   * errors of the residuals 82.8 on 4 degrees of freedom, and a peak of 1,880 at 96.5.
   */
  @Test
  void findsThePublishedCoefficientsOfSpecSdm91() {
    Fit fit = fit(Published.SPEC_SDM91);

    assertThat(fit.parameter("λ").value()).isCloseTo(89.9952382, within(1e-4));
    assertThat(fit.parameter("σ").value()).isCloseTo(0.0277285, within(1e-6));
    assertThat(fit.parameter("κ").value()).isCloseTo(0.0001044, within(1e-7));
    double squares = fit.residuals().stream().mapToDouble(r -> r * r).sum();
    assertThat(Math.sqrt(squares / 4)).isCloseTo(82.8, within(0.05));
    assertThat(fit.peak().orElseThrow())
        .isInstanceOfSatisfying(
            Peak.Found.class,
            peak -> {
              assertThat(peak.concurrency().value()).isCloseTo(96.5, within(0.05));
              assertThat(peak.throughput().value())
                  .isCloseTo(1_880, Percentage.withPercentage(0.5));
              assertThat(peak.extrapolated()).isFalse();
            });
  }

  /**
   * The same vignette prints α = 0.057771, β = 0, γ = 21.848843, 9.34 on 8 degrees of freedom, and
   * no peak.
   */
  @Test
  void saysThatTheRayTracerHasNoPeakBecauseItsCoherencyIsZero() {
    Fit fit = fit(Published.RAYTRACER);

    assertThat(fit.parameter("λ").value()).isCloseTo(21.848843, within(1e-5));
    assertThat(fit.parameter("σ").value()).isCloseTo(0.057771, within(1e-6));
    assertThat(fit.parameter("κ").value()).isZero();
    assertThat(fit.parameter("κ").standardError()).isEmpty();
    double squares = fit.residuals().stream().mapToDouble(r -> r * r).sum();
    assertThat(Math.sqrt(squares / 8)).isCloseTo(9.34, within(0.01));
    assertThat(fit.peak())
        .contains(new Peak.NotInRange(128, "the coherency κ is 0, and the curve never falls"));
  }
}
