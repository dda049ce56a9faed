package io.stormdb.progressive.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveChooserTest {

  private static List<Integer> chosen(AdaptiveChooser chooser, SimulatedServer server, long seed) {
    Random random = new Random(seed);
    List<Measured> measured = new ArrayList<>();
    for (OptionalInt n = chooser.next(measured); n.isPresent(); n = chooser.next(measured)) {
      measured.add(server.measure(n.getAsInt(), random));
    }
    return measured.stream().map(level -> (int) level.concurrency()).toList();
  }

  @Test
  void itBeginsWithBothEndsAndThenGoesWhereTheOptimumIs() {
    SimulatedServer server = new SimulatedServer(16, 100, 0.02, 1e-4, 0.01, 0.01);
    List<Integer> levels = chosen(new AdaptiveChooser(2, 200, 10, 0.03, 1), server, 4);
    assertThat(levels).hasSize(10).startsWith(2, 200);
    int peak = server.peak(200);
    assertThat(levels.stream().filter(n -> n > peak / 2 && n < peak * 2).count())
        .isGreaterThanOrEqualTo(5);
  }

  @Test
  void theSameMeasurementsLeadToTheSameLevel() {
    SimulatedServer server = new SimulatedServer(8, 100, 0.02, 1e-4, 0.01, 0.02);
    AdaptiveChooser chooser = new AdaptiveChooser(1, 100, 12, 0.03, 7);
    assertThat(chosen(chooser, server, 1)).isEqualTo(chosen(chooser, server, 1));
  }

  @Test
  void fewWholeNumbersAreMeasuredAgainRatherThanLeft() {
    SimulatedServer server = new SimulatedServer(2, 100, 0.02, 1e-4, 0.001, 0.02);
    assertThat(chosen(new AdaptiveChooser(1, 3, 8, 0.03, 7), server, 1))
        .hasSize(8)
        .allMatch(n -> n >= 1 && n <= 3);
  }

  @Test
  void bandsThatFailedOrHaveNoErrorAreNoObstacle() {
    AdaptiveChooser chooser = new AdaptiveChooser(1, 64, 6, 0.03, 7);
    List<Measured> measured = new ArrayList<>();
    for (OptionalInt n = chooser.next(measured); n.isPresent(); n = chooser.next(measured)) {
      double level = n.getAsInt();
      measured.add(
          level > 30
              ? new Measured(level, 0, 0, Double.NaN, Double.NaN, Double.NaN, 1)
              : Measured.of(level, 100 * level / (1 + 0.05 * level)));
      assertThat(level).isBetween(1.0, 64.0);
    }
    // where bands fail is approached from both sides
    assertThat(measured).hasSize(6);
    assertThat(measured).extracting(Measured::concurrency).startsWith(1.0, 64.0, 8.0, 23.0);
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> new AdaptiveChooser(0, 10, 8, 0.03, 1))
        .hasMessage("lowest level must be at least 1, was 0");
    assertThatThrownBy(() -> new AdaptiveChooser(10, 10, 8, 0.03, 1))
        .hasMessage("highest level must be at least 11, was 10");
    assertThatThrownBy(() -> new AdaptiveChooser(1, 10, 3, 0.03, 1))
        .hasMessage("bands must be at least 4, was 3");
  }
}
