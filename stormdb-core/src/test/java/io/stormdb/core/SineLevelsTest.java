package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SineLevelsTest {

  private static final double DAY = 86_400;

  /** 100 for 10 s, then days between 20 and 100. */
  private final Levels days = new SineLevels(10, 100, 0.2, DAY);

  @ParameterizedTest
  @CsvSource({
    "0,100",
    "9.9,100",
    "10,20",
    "21610,60",
    "43210,100",
    "64810,60",
    "86410,20",
    "129610,100"
  })
  void hasALevelAtEachMoment(double seconds, double level) {
    assertThat(days.at(seconds)).isCloseTo(level, within(1e-9));
  }

  /** The area below a whole number of half cycles is that below its mean. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500, 5",
    "1000, 10",
    "2593000, 43210",
    "5185000, 86410",
    "518401000, 8640010"
  })
  void findsWhereTheAreaExceedsAValue(double area, double seconds) {
    assertThat(days.whereAreaExceeds(area)).isCloseTo(seconds, within(1e-8));
  }

  /** Simpson's rule with a step of a second is right to the last digits for so slow a sine. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-6, 0.2, 0.9, 1})
  void findsTheMomentWhoseAreaNumericalIntegrationFinds(double low) {
    Levels levels = new SineLevels(0, 50, low, 600);
    double area = 0;
    for (int second = 0; second < 1_500; second++) {
      area += (levels.at(second) + 4 * levels.at(second + 0.5) + levels.at(second + 1)) / 6;
      // where the level is near nothing, a tiny area makes a long time
      double tolerance = 1e-7 / Math.max(0.1, levels.at(second + 1));
      if (levels.at(second + 1) > 1e-3) {
        assertThat(levels.whereAreaExceeds(area))
            .as("area %s", area)
            .isCloseTo(second + 1, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.5, 1})
  void invertsItsIntegral(double low) {
    double period = 60;
    Levels levels = new SineLevels(0, 1_000, low, period);
    double last = -1;
    for (int n = 0; n < 60_000; n++) {
      double seconds = levels.whereAreaExceeds(n);
      double integral =
          1_000
              * ((1 + low) / 2 * seconds
                  - (1 - low)
                      / 2
                      * period
                      / (2 * Math.PI)
                      * Math.sin(2 * Math.PI * seconds / period));
      assertThat(integral).as("number %d", n).isCloseTo(n, within(1e-8));
      assertThat(seconds).isGreaterThan(last);
      last = seconds;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "10, 19.9, 10",
    "10, 60, 21610",
    "10, 100, 43210",
    "30000, 60, 30000",
    "64811, 60, 108010",
    "64809, 60, 64809"
  })
  void findsWhereALevelIsReached(double from, double least, double seconds) {
    assertThat(days.whereAtLeast(from, least)).isCloseTo(seconds, within(1e-6));
  }

  @Test
  void neverReachesMoreThanItsHighest() {
    assertThat(days.whereAtLeast(0, 100.5)).isInfinite();
    assertThat(days.whereAtLeast(10, 100.5)).isInfinite();
    assertThat(new SineLevels(0, 0, 0.5, 10).whereAreaExceeds(0)).isInfinite();
    Levels flat = new SineLevels(0, 4, 1, 10);
    assertThat(flat.whereAtLeast(3, 3.5)).isEqualTo(3);
    assertThat(flat.whereAtLeast(3, 4.5)).isInfinite();
  }
}
