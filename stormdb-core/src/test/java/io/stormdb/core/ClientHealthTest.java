package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.ClientHealth.Grade;
import io.stormdb.metrics.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientHealthTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static ClientUse use(
      long cpuMillis, double machine, long pausedMillis, long longestMillis, long lagMicros) {
    return new ClientUse(
        TEN_SECONDS,
        2,
        Optional.of(Duration.ofMillis(cpuMillis)),
        OptionalDouble.of(machine),
        pausedMillis > 0 ? 1 : 0,
        Duration.ofMillis(pausedMillis),
        Duration.ofMillis(longestMillis),
        Latencies.ofNanos(lagMicros * 1_000),
        Latencies.none());
  }

  @ParameterizedTest
  @CsvSource({
    "10000, A",
    "10001, B",
    "15000, B",
    "15001, C",
    "18000, C",
    "18001, D",
    "20000, D",
    "20500, D"
  })
  void theShareOfTheProcessorsDecides(long cpuMillis, Grade grade) {
    assertThat(ClientHealth.of(use(cpuMillis, 0.5, 0, 0, 100)).grade()).isEqualTo(grade);
  }

  // a histogram of three digits shows 2.000 ms as up to 2.001
  @ParameterizedTest
  @CsvSource({"1990, A", "2010, B", "4950, B", "5050, C", "19900, C", "20100, D"})
  void lateWakeUpsDecide(long lagMicros, Grade grade) {
    assertThat(ClientHealth.of(use(1_000, 0.5, 0, 0, lagMicros)).grade()).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({"100, A", "101, B", "500, B", "501, C", "1000, C", "1001, D"})
  void theTimeInGarbageCollectionDecides(long pausedMillis, Grade grade) {
    assertThat(ClientHealth.of(use(1_000, 0.5, pausedMillis, 1, 100)).grade()).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({"50, A", "51, B", "200, B", "201, C", "1000, C", "1001, D"})
  void theLongestPauseDecides(long longestMillis, Grade grade) {
    // of a run that is long enough for its share to be small
    ClientUse use =
        new ClientUse(
            Duration.ofHours(1),
            2,
            Optional.empty(),
            OptionalDouble.empty(),
            1,
            Duration.ofMillis(longestMillis),
            Duration.ofMillis(longestMillis),
            Latencies.none(),
            Latencies.none());
    assertThat(ClientHealth.of(use).grade()).isEqualTo(grade);
  }

  @Test
  void lateStartsOfFreeWorkersDecide() {
    ClientUse late =
        new ClientUse(
            TEN_SECONDS,
            2,
            Optional.of(Duration.ofSeconds(1)),
            OptionalDouble.empty(),
            0,
            Duration.ZERO,
            Duration.ZERO,
            Latencies.none(),
            Latencies.ofNanos(60_000_000));
    ClientHealth health = ClientHealth.of(late);
    assertThat(health.isBottleneck()).isTrue();
    assertThat(health.reason())
        .matches("a free worker started its transaction up to 60(\\.\\d)?ms late, 99 times of 100");
  }

  @Nested
  class TheReason {

    @Test
    void hasTimesAsTheyAreReadBest() {
      assertThat(ClientHealth.of(use(1_000, 0.5, 0, 0, 16_640)).reason())
          .isEqualTo("a thread of the client woke up up to 16.6ms late, 99 times of 100");
    }

    @Test
    void namesTheWorst() {
      assertThat(ClientHealth.of(use(19_000, 0.5, 200, 150, 100)).reason())
          .isEqualTo("the client used 95.0% of 2 processors");
      assertThat(ClientHealth.of(use(1_000, 0.5, 700, 150, 100)).reason())
          .isEqualTo("garbage collection stopped the client for 7.0% of the time");
      assertThat(ClientHealth.of(use(1_000, 0.5, 10, 300, 100)).reason())
          .isEqualTo("garbage collection stopped the client for 300ms at once");
    }

    @Test
    void saysWhatWasUsedWhenAllIsWell() {
      assertThat(ClientHealth.of(use(1_000, 0.5, 0, 0, 100)).reason())
          .isEqualTo("the client used 5.0% of 2 processors");
    }
  }

  @Nested
  class OnAFullMachine {

    @Test
    void theClientIsNotToBlameForWhatOthersUse() {
      ClientHealth health = ClientHealth.of(use(8_000, 0.99, 0, 0, 100));
      assertThat(health.grade()).isEqualTo(Grade.B);
      assertThat(health.reason())
          .isEqualTo(
              "the client used 40.0% of 2 processors, on a machine that was full (99.0%), with all else"
                  + " that ran there");
    }

    @Test
    void aWorseGradeStays() {
      assertThat(ClientHealth.of(use(19_000, 0.99, 0, 0, 100)).grade()).isEqualTo(Grade.D);
      assertThat(ClientHealth.of(use(8_000, 0.94, 0, 0, 100)).grade()).isEqualTo(Grade.A);
      assertThat(ClientHealth.of(use(8_000, 0.95, 0, 0, 100)).grade()).isEqualTo(Grade.B);
    }
  }

  @Test
  void refusesWhatCannotHaveBeenObserved() {
    assertThatThrownBy(() -> use(1, 1.5, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("machine must be from 0 to 1, was 1.5");
  }
}
