package io.stormdb.api.random;

import io.stormdb.api.Rng;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.IntToDoubleFunction;

/**
 * When things happen in a span of days: more on some days than on others, more at some hours than
 * at others. All moments are seconds since 1970 in UTC.
 *
 * <p>Immutable; safe for use by many threads, each with its own generator.
 */
public final class DailyRhythm {

  private static final int HOURS = 24;
  private static final int HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final int TRIES = 8;

  private final long from;
  private final double[] sharesUpToDay;
  private final int[] weightsUpToHour;

  /**
   * Prepares a rhythm.
   *
   * @param first the first day
   * @param days how many days there are; at least 1
   * @param weightOfDay how much happens on a day, from 0, relative to the others; more than 0
   * @param weightsOfHours how much happens in each of the 24 hours, relative to the others; the
   *     last may not be 0
   * @throws IllegalArgumentException if there are no days, or not 24 hours
   */
  public DailyRhythm(
      LocalDate first, int days, IntToDoubleFunction weightOfDay, int... weightsOfHours) {
    if (days < 1 || weightsOfHours.length != HOURS) {
      throw new IllegalArgumentException(
          "a rhythm has at least 1 day and exactly 24 hours, was %d days and %d hours"
              .formatted(days, weightsOfHours.length));
    }
    from = first.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    sharesUpToDay = new double[days];
    double sum = 0;
    for (int day = 0; day < days; day++) {
      sum += weightOfDay.applyAsDouble(day);
      sharesUpToDay[day] = sum;
    }
    for (int day = 0; day < days; day++) {
      sharesUpToDay[day] /= sum;
    }
    weightsUpToHour = weightsOfHours.clone();
    for (int hour = 1; hour < HOURS; hour++) {
      weightsUpToHour[hour] += weightsUpToHour[hour - 1];
    }
  }

  /** Returns the first second. */
  public long from() {
    return from;
  }

  /** Returns the first second behind the last day. */
  public long to() {
    return from + sharesUpToDay.length * DAY;
  }

  /**
   * Returns the day, from 0, on which the given share of all events has happened.
   *
   * @param share from 0, less than 1
   */
  public int dayAt(double share) {
    int low = 0;
    int high = sharesUpToDay.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sharesUpToDay[middle] > share) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns a moment of a day, which is counted from 0. */
  public long momentOf(int day, Rng random) {
    int drawn = random.between(0, weightsUpToHour[HOURS - 1] - 1);
    int hour = 0;
    while (weightsUpToHour[hour] <= drawn) {
      hour++;
    }
    return from + day * DAY + (long) hour * HOUR + random.between(0, HOUR - 1);
  }

  /** Returns a moment of the span that is not before another one, of the span or before it. */
  public long notBefore(long earliest, Rng random) {
    for (int tries = 0; tries < TRIES; tries++) {
      long moment = momentOf(dayAt(random.nextDouble()), random);
      if (moment >= earliest) {
        return moment;
      }
    }
    return random.between(Math.max(from, earliest), to() - 1);
  }
}
