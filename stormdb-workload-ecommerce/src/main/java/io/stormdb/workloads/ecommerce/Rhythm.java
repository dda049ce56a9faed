package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;
import java.time.Instant;

/**
 * When things happen in the year that is loaded: more at weekends and before the holidays than on a
 * Tuesday in March, more in the evening than at night. All moments are seconds since 1970 in UTC.
 */
final class Rhythm {

  /** The first second of the year. */
  static final long FROM = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

  /** The first second behind the year. */
  static final long TO = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  static final int DAYS = 365;
  static final long DAY = 86_400;

  private static final int HOUR = 3_600;

  /** By day of the week, Wednesday first: that is what the year begins with. */
  private static final double[] OF_WEEKDAY = {0.9, 0.95, 1.1, 1.35, 1.3, 1.0, 0.85};

  private static final int[] OF_HOUR = {
    10, 6, 4, 3, 3, 5, 10, 20, 32, 42, 48, 52, 58, 54, 48, 46, 48, 54, 66, 80, 88, 78, 52, 26
  };
  private static final int[] HOURS_UP_TO = upTo(OF_HOUR);
  private static final double[] DAYS_UP_TO = daysUpTo();
  private static final int HOLIDAYS_FROM = 325;
  private static final int HOLIDAYS_TO = 357;
  private static final double OF_HOLIDAYS = 1.6;

  private Rhythm() {}

  /** Returns the day, from 0, on which the given share of a year's events has happened. */
  static int dayAt(double share) {
    int low = 0;
    int high = DAYS - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (DAYS_UP_TO[middle] > share) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns a moment of a day. */
  static long momentOf(int day, Rng random) {
    int drawn = random.between(0, HOURS_UP_TO[HOURS_UP_TO.length - 1] - 1);
    int hour = 0;
    while (HOURS_UP_TO[hour] <= drawn) {
      hour++;
    }
    return FROM + day * DAY + (long) hour * HOUR + random.between(0, HOUR - 1);
  }

  /** Returns a moment of the year that is not before another one of it or of an earlier year. */
  static long notBefore(long earliest, Rng random) {
    for (int tries = 0; tries < 8; tries++) {
      long moment = momentOf(dayAt(random.nextDouble()), random);
      if (moment >= earliest) {
        return moment;
      }
    }
    return random.between(Math.max(FROM, earliest), TO - 1);
  }

  private static int[] upTo(int[] weights) {
    int[] sums = new int[weights.length];
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    return sums;
  }

  private static double[] daysUpTo() {
    double[] sums = new double[DAYS];
    double sum = 0;
    for (int day = 0; day < DAYS; day++) {
      boolean isBusy = day >= HOLIDAYS_FROM && day < HOLIDAYS_TO;
      sum += OF_WEEKDAY[day % OF_WEEKDAY.length] * (isBusy ? OF_HOLIDAYS : 1);
      sums[day] = sum;
    }
    for (int day = 0; day < DAYS; day++) {
      sums[day] /= sum;
    }
    return sums;
  }
}
