package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times are in seconds; the warm-up lasts 10 and the measured part 90. */
class ConnectivityTest {

  private static final long SECOND = 1_000_000_000L;
  private static final SQLException GONE = new SQLException("gone", "57P01");

  private final Schedule schedule = new Schedule(0, 10 * SECOND, 90 * SECOND);
  private final Connectivity connectivity = new Connectivity(2, schedule, "connection");

  private Connectivity.Lost lost(long workerSeconds, long downSeconds) {
    return new Connectivity.Lost(workerSeconds * SECOND, downSeconds * SECOND);
  }

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  @Test
  void addsUpTheTimeOfWorkersAndTheTimeInWhichAllWereWithout() {
    connectivity.lost(20 * SECOND, GONE);
    connectivity.lost(25 * SECOND, new SQLException("gone too", "08006"));
    assertThat(connectivity.until(30 * SECOND)).isEqualTo(lost(15, 5));
    connectivity.regained(32 * SECOND);
    connectivity.attemptFailed(GONE);
    connectivity.regained(40 * SECOND);

    Availability availability = connectivity.end(100 * SECOND);

    assertThat(availability.measured()).isEqualTo(seconds(90));
    assertThat(availability.lost()).isEqualTo(seconds(27));
    assertThat(availability.down()).isEqualTo(seconds(7));
    assertThat(availability.share()).contains(1 - 7 / 90.0);
    assertThat(availability.workerShare()).contains(1 - 27 / 180.0);
    assertThat(availability.failedAttempts()).isEqualTo(1);
    assertThat(availability.outages())
        .containsExactly(
            new Outage(seconds(20), seconds(20), 2, seconds(7), "admin_shutdown", "57P01", "gone"));
  }

  @Test
  void dividesAnOutageExactlyAtTheEndOfTheWarmUpHoweverLateItIsAsked() {
    connectivity.lost(8 * SECOND, GONE);
    connectivity.lost(9 * SECOND, GONE);
    connectivity.regained(11 * SECOND);
    assertThat(connectivity.until(10 * SECOND)).isEqualTo(lost(3, 1));
    connectivity.regained(13 * SECOND);

    Availability availability = connectivity.end(100 * SECOND);

    assertThat(availability.lost()).isEqualTo(seconds(4));
    assertThat(availability.down()).isEqualTo(seconds(1));
    assertThat(availability.outages())
        .singleElement()
        .satisfies(outage -> assertThat(outage.length()).isEqualTo(seconds(5)));
  }

  @Test
  void endsAnOutageWithTheRun() {
    connectivity.lost(95 * SECOND, GONE);
    connectivity.lost(120 * SECOND, GONE);

    Availability availability = connectivity.end(100 * SECOND);

    assertThat(connectivity.isDown()).isFalse();
    assertThat(availability.lost()).isEqualTo(seconds(5));
    assertThat(availability.down()).isZero();
    assertThat(availability.outages())
        .singleElement()
        .satisfies(outage -> assertThat(outage.length()).isEqualTo(seconds(5)));
  }

  @Test
  void countsNothingOfARunThatEndedInItsWarmUp() {
    connectivity.lost(5 * SECOND, GONE);
    schedule.endAt(7 * SECOND);

    Availability availability = connectivity.end(7 * SECOND);

    assertThat(availability.lost()).isZero();
    assertThat(availability.share()).isEmpty();
    assertThat(availability.workerShare()).isEmpty();
    assertThat(availability.outageCount()).isEqualTo(1);
  }

  @Test
  void knowsForHowLongAllHaveBeenWithout() {
    connectivity.lost(20 * SECOND, GONE);
    assertThat(connectivity.isDownFor(seconds(1), 30 * SECOND)).isFalse();
    connectivity.lost(30 * SECOND, GONE);
    assertThat(connectivity.isDownFor(seconds(1), 30 * SECOND)).isFalse();
    assertThat(connectivity.isDownFor(seconds(1), 31 * SECOND)).isTrue();
    connectivity.regained(32 * SECOND);
    assertThat(connectivity.isDownFor(seconds(1), 40 * SECOND)).isFalse();
  }

  @Test
  void tellsOfAnOutageOnce() {
    assertThat(connectivity.news()).isNull();
    connectivity.lost(20 * SECOND, GONE);
    assertThat(connectivity.news())
        .isEqualTo(
            "1 of 2 workers have lost their connection and try to get another: gone"
                + " (admin_shutdown, SQLSTATE 57P01)");
    assertThat(connectivity.news()).isNull();
    connectivity.regained(21 * SECOND);
    assertThat(connectivity.news()).isNull();
    connectivity.lost(22 * SECOND, GONE);
    assertThat(connectivity.news()).isNotNull();
  }

  @Test
  void keepsTheFirstHundredOutagesAndCountsTheOthers() {
    for (int i = 0; i < 1_000; i++) {
      connectivity.lost(20 * SECOND + i, GONE);
      connectivity.regained(20 * SECOND + i);
    }
    Availability availability = connectivity.end(100 * SECOND);
    assertThat(availability.outages()).hasSize(100);
    assertThat(availability.outageCount()).isEqualTo(1_000);
  }
}
