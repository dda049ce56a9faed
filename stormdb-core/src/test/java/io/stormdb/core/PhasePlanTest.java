package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock that has started at 1 s, 2 s of warm-up, then phases of 3 s, 1 s and 4 s. */
class PhasePlanTest {

  private static final long SECOND = 1_000_000_000L;

  private final Schedule schedule = new Schedule(SECOND, 2 * SECOND, 8 * SECOND);
  private final PhasePlan plan =
      new PhasePlan(schedule, List.of(phase(3), phase(1), phase(4)), Levels.constant(1));

  private static Phase phase(int seconds) {
    return Phase.of(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 0, 6",
    "2.9, 0, 6",
    "3.0, 0, 6",
    "5.9, 0, 6",
    "6.0, 1, 7",
    "6.9, 1, 7",
    "7.0, 2, 11",
    "10.9, 2, 11",
    "11.0, 2, 11",
    "500, 2, 11"
  })
  void knowsThePhaseOfAMomentAndItsEnd(double seconds, int phase, int end) {
    long nanos = Math.round(seconds * SECOND);
    assertThat(plan.indexAt(nanos)).isEqualTo(phase);
    assertThat(plan.endNanos(nanos)).isEqualTo(end * SECOND);
  }

  @Test
  void hasNoEndWithoutPhases() {
    PhasePlan shaped = new PhasePlan(schedule, List.of(), Levels.constant(1));
    assertThat(shaped.indexAt(5 * SECOND)).isZero();
    assertThat(shaped.endNanos(5 * SECOND)).isEqualTo(Long.MAX_VALUE);
  }
}
