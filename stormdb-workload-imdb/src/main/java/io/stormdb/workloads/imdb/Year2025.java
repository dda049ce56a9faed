package io.stormdb.workloads.imdb;

import io.stormdb.api.Rng;
import io.stormdb.api.random.DailyRhythm;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The year in which the audience of the loaded data watches, votes and writes: mostly in the
 * evening, more at weekends, most in winter.
 */
final class Year2025 {

  private static final int DAYS = 365;

  /** By day of the week, Wednesday first: that is what the year begins with. */
  private static final double[] OF_WEEKDAY = {0.85, 0.9, 1.25, 1.45, 1.35, 0.9, 0.8};

  private static final int[] OF_HOUR = {
    22, 12, 6, 4, 2, 2, 3, 6, 9, 12, 14, 16, 20, 22, 22, 24, 28, 36, 52, 74, 92, 96, 74, 44
  };

  private static final DailyRhythm RHYTHM =
      new DailyRhythm(LocalDate.of(2025, 1, 1), DAYS, Year2025::weight, OF_HOUR);

  private Year2025() {}

  private static double weight(int day) {
    double season = 1 + 0.25 * Math.cos(2 * Math.PI * day / DAYS);
    return season * OF_WEEKDAY[day % OF_WEEKDAY.length];
  }

  /** Returns a moment of the day on which a share of the year's events has happened. */
  static Instant at(double share, Rng random) {
    return Instant.ofEpochSecond(RHYTHM.momentOf(RHYTHM.dayAt(share), random));
  }

  /** Returns any moment of the year. */
  static Instant any(Rng random) {
    return at(random.nextDouble(), random);
  }

  /** Returns a moment that is not before another one of the year. */
  static Instant after(Instant earlier, Rng random) {
    return Instant.ofEpochSecond(RHYTHM.notBefore(earlier.getEpochSecond(), random));
  }
}
