package io.stormdb.progressive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {

  /** Returns levels as they are written in files: {@code 8}, or {@code 8/4}. */
  private static String shown(Listed strategy) {
    return String.join(
        " ",
        strategy.levels().stream()
            .map(
                level ->
                    level.isPaired()
                        ? Integer.toString(level.workers())
                        : level.workers() + "/" + level.connections())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 25, 5, 1 7 13 19 25",
    "10, 100, 4, 10 40 70 100",
    "1, 4, 8, 1 2 3 4",
    "8, 8, 3, 8",
    "3, 9, 1, 3"
  })
  void linearHasEqualDistancesAndBothEnds(int least, int most, int bands, String levels) {
    assertThat(shown(Listed.Linear.of(Axes.workers(least, most), bands))).isEqualTo(levels);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, 7, 1 2 4 8 16 32 64",
    "1, 100, 3, 1 10 100",
    "2, 162, 5, 2 6 18 54 162",
    "5, 5, 4, 5"
  })
  void exponentialMultipliesByTheSame(int least, int most, int bands, String levels) {
    assertThat(shown(new Listed.Exponential(Axes.workers(least, most), bands))).isEqualTo(levels);
  }

  @ParameterizedTest
  @CsvSource({"1, 13, 6, 1 2 3 5 8 13", "10, 130, 6, 10 20 30 50 80 130", "1, 2, 5, 1 2"})
  void fibonacciIsSpreadAsItsNumbersAre(int least, int most, int bands, String levels) {
    assertThat(shown(new Listed.Fibonacci(Axes.workers(least, most), bands))).isEqualTo(levels);
  }

  @Test
  void workersAndConnectionsGrowTogether() {
    Axes both = Axes.workers(10, 50).connections(20, 40);
    assertThat(shown(Listed.Linear.of(both, 3))).isEqualTo("10/20 30 50/40");
    assertThat(shown(new Listed.Balanced(both, 5))).isEqualTo("10/20 20/25 30 40/35 50/40");
    assertThat(shown(new Listed.Exponential(Axes.workers(1, 16).connections(1, 4), 5)))
        .isEqualTo("1 2/1 4/2 8/3 16/4");
  }

  @Test
  void connectionsAloneCanGrow() {
    Axes connections = new Axes(Range.only(16), Optional.of(new Range(1, 16)));
    Listed.Exponential strategy = new Listed.Exponential(connections, 5);
    assertThat(shown(strategy)).isEqualTo("16/1 16/2 16/4 16/8 16");
    assertThat(strategy.isOnlyConnections()).isTrue();
    assertThat(strategy.isShared()).isTrue();
    assertThat(strategy.largest()).isEqualTo(Level.of(16, 16));
  }

  @Nested
  class Steps {

    @Test
    void goOnToTheMost() {
      Axes axes = Axes.workers(10, 35);
      assertThat(shown(new Listed.Linear(axes, 8, OptionalInt.of(10), OptionalInt.empty())))
          .isEqualTo("10 20 30 35");
    }

    @Test
    void ofOneDecideHowManyBandsTheOtherIsSpreadOver() {
      Axes axes = Axes.workers(10, 40).connections(5, 20);
      assertThat(shown(new Listed.Linear(axes, 8, OptionalInt.of(10), OptionalInt.empty())))
          .isEqualTo("10/5 20/10 30/15 40/20");
      assertThat(shown(new Listed.Linear(axes, 8, OptionalInt.empty(), OptionalInt.of(5))))
          .isEqualTo("10/5 20/10 30/15 40/20");
    }

    @Test
    void ofBothLetTheShorterStayAtItsMost() {
      Axes axes = Axes.workers(10, 50).connections(10, 20);
      assertThat(shown(new Listed.Linear(axes, 8, OptionalInt.of(10), OptionalInt.of(10))))
          .isEqualTo("10 20 30/20 40/20 50/20");
    }
  }

  @Test
  void synchronizedKeepsOneConnectionAWorkerWithinTheRange() {
    assertThat(shown(new Listed.Synchronized(Axes.workers(2, 14).connections(4, 10), 4)))
        .isEqualTo("2/4 6 10 14/10");
    assertThat(shown(Listed.Synchronized.inBands(Axes.workers(1, 31), 6)))
        .isEqualTo("1 7 13 19 25 31");
  }

  @Test
  void everyStrategyEndsAtTheMostForAnyNumberOfBands() {
    for (int bands = 2; bands <= 40; bands++) {
      Axes axes = Axes.workers(3, 57).connections(2, 29);
      for (Listed strategy :
          List.of(
              Listed.Linear.of(axes, bands),
              new Listed.Balanced(axes, bands),
              new Listed.Exponential(axes, bands),
              new Listed.Fibonacci(axes, bands))) {
        List<Level> levels = strategy.levels();
        assertThat(levels.get(0)).isEqualTo(Level.of(3, 2));
        assertThat(levels.get(levels.size() - 1)).isEqualTo(Level.of(57, 29));
        assertThat(levels).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(bands);
        assertThat(levels)
            .isSortedAccordingTo(
                (a, b) ->
                    Arrays.compare(
                        new int[] {a.workers(), a.connections()},
                        new int[] {b.workers(), b.connections()}));
      }
    }
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> Listed.Linear.of(Axes.workers(1, 8), 0))
        .hasMessage("bands must be from 1 to 100, was 0");
    assertThatThrownBy(() -> Axes.workers(9, 8))
        .hasMessage("a range must end from where it begins (9) to 10000, was 8");
    assertThatThrownBy(() -> Axes.workers(0, 8))
        .hasMessage("a range must begin at 1 or above, was 0");
    assertThatThrownBy(() -> Level.of(10_001))
        .hasMessage("workers of a level must be from 1 to 10000, was 10001");
    assertThatThrownBy(() -> new Listed.Custom(List.of(Level.of(2), Level.of(2))))
        .hasMessageStartingWith(
            "levels must be there once each (repeats measure them again), were");
    assertThatThrownBy(() -> new Adaptive(Axes.workers(1, 8), 2))
        .hasMessage("bands of an adaptive study must be from 4 to 100, was 2");
    assertThatThrownBy(() -> new Adaptive(Axes.workers(8, 8), 5))
        .hasMessage("an adaptive study needs a range to search, was 8");
  }
}
