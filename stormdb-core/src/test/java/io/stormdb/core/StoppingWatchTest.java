package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.metrics.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Time is the number of intervals here: the watch has no clock of its own. */
class StoppingWatchTest {

  private final List<RunResult.Interval> intervals = new ArrayList<>();

  private void interval(boolean measured, long lengthMillis, long transactions) {
    intervals.add(
        new RunResult.Interval(
            Duration.ofSeconds(intervals.size()),
            Duration.ofMillis(lengthMillis),
            measured,
            new Counts(transactions, 0, 0, 0),
            transactions,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            transactions,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty()));
  }

  /** Returns after how many measured intervals of a second it is known; 500 for never. */
  private int knownAfter(StoppingWatch watch, IntUnaryOperator transactions) {
    for (int i = 1; i < 500; i++) {
      interval(true, 1_000, transactions.applyAsInt(i));
      if (watch.isKnown(intervals)) {
        return i;
      }
    }
    return 500;
  }

  @Test
  void knowsASteadyRateAtTheFirstLook() {
    StoppingWatch watch = new StoppingWatch(Until.parse("ci 2% or 1h"));
    Random random = new Random(1);
    assertThat(knownAfter(watch, i -> 1_000 + (int) (20 * random.nextGaussian()))).isEqualTo(30);
    assertThat(watch.stopping().looks()).isEqualTo(1);
    assertThat(watch.stopping().reached().orElseThrow().relativeHalfWidth())
        .isLessThanOrEqualTo(0.02);
  }

  @Test
  void needsMoreLooksForANoisyRate() {
    StoppingWatch watch = new StoppingWatch(Until.parse("ci 2% or 1h"));
    Random random = new Random(1);
    int after = knownAfter(watch, i -> 1_000 + (int) (100 * random.nextGaussian()));
    assertThat(after).isIn(100, 150, 225, 337);
    assertThat(watch.stopping().looks()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void neverKnowsARateThatGoesOnGrowing() {
    StoppingWatch watch = new StoppingWatch(Until.parse("ci 2% or 1h"));
    assertThat(knownAfter(watch, i -> 1_000 + 10 * i)).isEqualTo(500);
    assertThat(watch.stopping()).isEqualTo(new Stopping(7, Optional.empty()));
  }

  @Test
  void doesNotCountTheWarmUp() {
    for (int i = 0; i < 30; i++) {
      interval(false, 1_000, 1_000);
    }
    assertThat(new StoppingWatch(Until.parse("ci 2% or 1h")).isKnown(intervals)).isFalse();
  }

  @Test
  void goesByRatesSoThatALateCutIsNoChange() {
    for (int i = 0; i < 30; i++) {
      interval(true, 1_000 + i % 3, 1_000 + i % 3);
    }
    StoppingWatch watch = new StoppingWatch(Until.parse("ci 0.0001% or 1h"));
    assertThat(watch.isKnown(intervals)).isTrue();
    assertThat(watch.stopping().reached().orElseThrow().estimate()).isEqualTo(1_000);
  }
}
