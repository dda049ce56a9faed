package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;
import io.stormdb.api.random.DailyRhythm;
import java.time.LocalDate;

/**
 * When things happen in the year that is loaded: more at weekends and before the holidays than on a
 * Tuesday in March, more in the evening than at night. All moments are seconds since 1970 in UTC.
 */
final class Rhythm {

  static final int DAYS = 365;
  static final long DAY = 86_400;

  /** By day of the week, Wednesday first: that is what the year begins with. */
  private static final double[] OF_WEEKDAY = {0.9, 0.95, 1.1, 1.35, 1.3, 1.0, 0.85};

  private static final int[] OF_HOUR = {
    10, 6, 4, 3, 3, 5, 10, 20, 32, 42, 48, 52, 58, 54, 48, 46, 48, 54, 66, 80, 88, 78, 52, 26
  };
  private static final int HOLIDAYS_FROM = 325;
  private static final int HOLIDAYS_TO = 357;
  private static final double OF_HOLIDAYS = 1.6;

  private static final DailyRhythm YEAR =
      new DailyRhythm(LocalDate.of(2025, 1, 1), DAYS, Rhythm::weight, OF_HOUR);

  /** The first second of the year. */
  static final long FROM = YEAR.from();

  /** The first second behind the year. */
  static final long TO = YEAR.to();

  private Rhythm() {}

  private static double weight(int day) {
    boolean isBusy = day >= HOLIDAYS_FROM && day < HOLIDAYS_TO;
    return OF_WEEKDAY[day % OF_WEEKDAY.length] * (isBusy ? OF_HOLIDAYS : 1);
  }

  /** Returns the day, from 0, on which the given share of a year's events has happened. */
  static int dayAt(double share) {
    return YEAR.dayAt(share);
  }

  /** Returns a moment of a day. */
  static long momentOf(int day, Rng random) {
    return YEAR.momentOf(day, random);
  }

  /** Returns a moment of the year that is not before another one of it or of an earlier year. */
  static long notBefore(long earliest, Rng random) {
    return YEAR.notBefore(earliest, random);
  }
}
