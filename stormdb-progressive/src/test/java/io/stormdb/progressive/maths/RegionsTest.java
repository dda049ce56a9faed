package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.progressive.maths.Region.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionsTest {

  private static Measured level(double n, double x, double error) {
    return new Measured(n, x, error, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  private static List<Measured> levels(double error, double... numbers) {
    List<Measured> levels = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      levels.add(level(numbers[i], numbers[i + 1], error));
    }
    return levels;
  }

  @Test
  void aCurveOfAllKindsIsDividedIntoThem() {
    List<Region> regions =
        Regions.of(
            levels(3, 1, 100, 2, 201, 4, 399, 8, 650, 16, 850, 32, 852, 64, 851, 128, 500), 0.95);
    assertThat(regions)
        .extracting(Region::kind)
        .containsExactly(Kind.LINEAR, Kind.DIMINISHING, Kind.SATURATION, Kind.RETROGRADE);
    assertThat(regions).extracting(Region::from).containsExactly(1.0, 4.0, 16.0, 64.0);
    assertThat(regions).extracting(Region::to).containsExactly(4.0, 16.0, 64.0, 128.0);
    Region diminishing = regions.get(1);
    assertThat(diminishing.gain().value()).isCloseTo(451 / 12.0, within(1e-9));
    double half = 1.959964 * Math.sqrt(18) / 12;
    assertThat(diminishing.gain().low()).isCloseTo(451 / 12.0 - half, within(1e-4));
    assertThat(diminishing.shareOfIdeal()).isCloseTo(451 / 1200.0, within(1e-9));
  }

  @Test
  void noiseThatHidesEverythingIsSaidToBeUnclear() {
    assertThat(Regions.of(levels(300, 1, 100, 2, 150, 4, 250), 0.95))
        .extracting(Region::kind)
        .containsExactly(Kind.UNCLEAR);
  }

  @Test
  void smallStepsThatSayNothingAloneAreTestedAsAWhole() {
    List<Measured> levels = new ArrayList<>();
    for (int n = 10; n <= 40; n++) {
      levels.add(level(n, 10 * n, 8));
    }
    assertThat(Regions.of(levels, 0.95)).extracting(Region::kind).containsExactly(Kind.LINEAR);
  }

  @Test
  void oneLevelHasNoRegion() {
    assertThat(Regions.of(levels(1, 1, 100), 0.95)).isEmpty();
  }

  /** The risk is for the whole curve, however many steps it has. */
  @Test
  void aConstantThroughputIsFoundToRiseOrFallInHardlyMoreThanOneOfTwentyCurves() {
    int alarms = 0;
    Random random = new Random(5);
    for (int curve = 0; curve < 1_000; curve++) {
      List<Measured> levels = new ArrayList<>();
      for (int n = 1; n <= 12; n++) {
        levels.add(level(n, 1_000 + 20 * random.nextGaussian(), 20));
      }
      alarms +=
          Regions.of(levels, 0.95).stream()
                  .anyMatch(
                      region ->
                          region.kind() == Kind.RETROGRADE
                              || region.kind() == Kind.LINEAR
                              || region.kind() == Kind.DIMINISHING)
              ? 1
              : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(64); // 50 expected at most, two standard deviations more
  }
}
