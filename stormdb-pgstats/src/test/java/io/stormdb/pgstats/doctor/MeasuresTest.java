package io.stormdb.pgstats.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {

  @Nested
  class RoundTripTimes {

    @Test
    void areRanked() {
      // 1 to 200 in another order: the 100th and the 198th by the nearest rank
      RoundTrips trips = RoundTrips.of(LongStream.rangeClosed(1, 200).map(i -> 201 - i).toArray());
      assertThat(trips)
          .isEqualTo(
              new RoundTrips(
                  200, Duration.ofNanos(1), Duration.ofNanos(100), Duration.ofNanos(198)));
    }

    @Test
    void mayBeOne() {
      assertThat(RoundTrips.of(new long[] {7}).p99()).isEqualTo(Duration.ofNanos(7));
    }

    @Test
    void ascend() {
      assertThatThrownBy(
              () ->
                  new RoundTrips(1, Duration.ofNanos(2), Duration.ofNanos(1), Duration.ofNanos(3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "min, median and p99 must ascend, were PT0.000000002S, PT0.000000001S and PT0.000000003S");
    }
  }

  @Nested
  class TheSkewOfClocks {

    private final Instant left = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isTheDistanceToTheMiddleOfTheTrip() {
      ClockSkew skew = ClockSkew.of(left, Duration.ofMillis(10), left.plusMillis(2_005));
      assertThat(skew.ahead()).isEqualTo(Duration.ofSeconds(2));
      assertThat(skew.uncertainty()).isEqualTo(Duration.ofMillis(5).plusNanos(1_000));
      assertThat(skew.atLeast()).isEqualTo(Duration.ofMillis(1_995).minusNanos(1_000));
    }

    @Test
    void isNegativeIfTheServerIsBehind() {
      ClockSkew skew = ClockSkew.of(left, Duration.ofMillis(10), left.minusMillis(995));
      assertThat(skew.ahead()).isEqualTo(Duration.ofSeconds(-1));
      assertThat(skew.atLeast()).isEqualTo(Duration.ofMillis(995).minusNanos(1_000));
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "10"})
    void isNotCertainWhereverInTheTripTheServerLooked(long millis) {
      assertThat(ClockSkew.of(left, Duration.ofMillis(10), left.plusMillis(millis)).atLeast())
          .isZero();
    }
  }

  @Nested
  class LimitsOfTheClient {

    @Test
    void areReadFromWhatTheKernelSays() {
      String limits =
          """
          Limit                     Soft Limit           Hard Limit           Units
          Max processes             15000                15000                processes
          Max open files            1024                 1048576              files
          """;
      assertThat(ClientFacts.openFiles(limits)).hasValue(1_024);
      assertThat(ClientFacts.openFiles(limits.replace("1024  ", "unlimited")))
          .hasValue(Long.MAX_VALUE);
      assertThat(ClientFacts.openFiles("")).isEmpty();
      assertThat(ClientFacts.localPorts("32768\t60999\n")).hasValue(28_232);
      assertThat(ClientFacts.localPorts("")).isEmpty();
    }
  }

  @Nested
  class AnAmount {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "COUNT | 1234 | 1,234",
          "COUNT | 0.256 | 0.26",
          "PERCENT | 87.345 | 87.3%",
          "BYTES | 999 | 999 B",
          "BYTES | 65536 | 64.0 KiB",
          "BYTES | 1610612736 | 1.5 GiB",
          "BYTES_PER_SECOND | 2097152 | 2.0 MiB a second",
          "PER_SECOND | 470.53 | 470.5 a second",
          "MICROSECONDS | 45.06 | 45.1 µs",
          "MICROSECONDS | 12345 | 12.3 ms",
          "SECONDS | 300 | 5.0 minutes",
          "SECONDS | 12.34 | 12.3 s"
        })
    void isShownInItsUnit(Evidence.Unit unit, double value, String text) {
      assertThat(new Evidence.Amount("x", value, unit).text()).isEqualTo(text);
    }

    @Test
    void isFinite() {
      assertThatThrownBy(() -> new Evidence.Amount("x", Double.NaN, Evidence.Unit.COUNT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("value must be finite, was NaN");
    }
  }

  @Nested
  class AFinding {

    private final Evidence evidence = Evidence.count("sessions", 3);

    @Test
    void hasEvidence() {
      assertThatThrownBy(() -> new Finding("x", Level.OK, "found", List.of(), "", "", ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("evidence must not be empty");
    }

    @Test
    void saysWhyAndWhatToDoIfThereIsSomething() {
      assertThatThrownBy(
              () -> new Finding("x", Level.NOTE, "found", List.of(evidence), "", "do", "see"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("why must not be blank when the level is NOTE");
      assertThatThrownBy(
              () -> new Finding("x", Level.PROBLEM, "found", List.of(evidence), "why", "", "see"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("action must not be blank when the level is PROBLEM");
    }
  }
}
