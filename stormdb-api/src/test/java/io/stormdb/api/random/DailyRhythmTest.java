package io.stormdb.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Rng;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DailyRhythmTest {

  private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

  /** Three times as much on the last of four days; a third of a day at noon, the rest at 23. */
  private static final DailyRhythm RHYTHM =
      new DailyRhythm(
          MONDAY,
          4,
          day -> day == 3 ? 3 : 1,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          1,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          2);

  @Test
  void spansItsDays() {
    assertThat(Instant.ofEpochSecond(RHYTHM.from())).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(Instant.ofEpochSecond(RHYTHM.to())).isEqualTo("2024-01-05T00:00:00Z");
  }

  @Test
  void aShareOfAllFallsOnTheDayThatItsWeightSays() {
    assertThat(RHYTHM.dayAt(0)).isZero();
    assertThat(RHYTHM.dayAt(0.16)).isZero();
    assertThat(RHYTHM.dayAt(0.17)).isEqualTo(1);
    assertThat(RHYTHM.dayAt(0.49)).isEqualTo(2);
    assertThat(RHYTHM.dayAt(0.51)).isEqualTo(3);
    assertThat(RHYTHM.dayAt(0.999)).isEqualTo(3);
  }

  @Test
  void aMomentFallsIntoAnHourAsOftenAsItsWeightSays() {
    Rng random = new Rng(1);
    long[] hours =
        LongStream.range(0, 30_000)
            .map(
                i ->
                    Instant.ofEpochSecond(RHYTHM.momentOf(2, random))
                        .atOffset(ZoneOffset.UTC)
                        .getHour())
            .toArray();
    assertThat(LongStream.of(hours)).containsOnly(12L, 23L);
    // a third of 30,000, give or take five standard deviations
    assertThat(LongStream.of(hours).filter(hour -> hour == 12).count()).isBetween(9_590L, 10_410L);
  }

  @Test
  void nothingIsBeforeTheEarliestMoment() {
    Rng random = new Rng(1);
    long earliest = Instant.parse("2024-01-04T23:59:00Z").getEpochSecond();
    for (int i = 0; i < 1_000; i++) {
      assertThat(RHYTHM.notBefore(earliest, random)).isBetween(earliest, RHYTHM.to() - 1);
    }
  }

  @Test
  void aDayHasTwentyFourHours() {
    assertThatThrownBy(() -> new DailyRhythm(MONDAY, 4, day -> 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a rhythm has at least 1 day and exactly 24 hours, was 4 days and 2 hours");
  }
}
