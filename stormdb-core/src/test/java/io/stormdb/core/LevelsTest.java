package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTest {

  /** 10 for 5 s, then up to 30 within 10 s, then 30 for 5 s, then at once 0 for 10 s, then 20. */
  private final Levels levels =
      new PieceLevels.Drawing(10).stay(5).to(30, 10).stay(5).to(0, 0).stay(10).to(20, 0).forever();

  @ParameterizedTest
  @CsvSource({"0,10", "4.9,10", "10,20", "15,30", "19.9,30", "20,0", "29,0", "30,20", "1e6,20"})
  void hasALevelAtEachMoment(double seconds, double level) {
    assertThat(levels.at(seconds)).isCloseTo(level, within(1e-9));
  }

  /** Areas: 50 until 5 s, 250 until 15 s, 400 until 20 s, and again from 30 s on. */
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "10,1",
    "50,5",
    "125,10",
    "250,15",
    "280,16",
    "399.9,19.996666667",
    "400,30",
    "420,31"
  })
  void findsWhereTheAreaExceedsAValue(double area, double seconds) {
    assertThat(levels.whereAreaExceeds(area)).isCloseTo(seconds, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"0,5,0", "0,15,7.5", "9,15,9", "0,30,15", "16,25,16", "20,0.5,30", "31,20,31"})
  void findsWhereALevelIsReached(double from, double least, double seconds) {
    assertThat(levels.whereAtLeast(from, least)).isCloseTo(seconds, within(1e-9));
  }

  @Nested
  class ALevelThatStaysAtNothing {

    private final Levels nothing = new PieceLevels.Drawing(5).stay(2).to(0, 2).forever();

    @Test
    void isNeverExceeded() {
      assertThat(nothing.whereAreaExceeds(14.999)).isLessThan(4);
      assertThat(nothing.whereAreaExceeds(15)).isInfinite();
      assertThat(nothing.whereAtLeast(4, 0.5)).isInfinite();
    }
  }
}
