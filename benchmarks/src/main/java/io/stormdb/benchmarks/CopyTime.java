package io.stormdb.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What it took to copy rows into tables.
 *
 * @param rows copied; at least 0
 * @param bytes sent, in the format of whoever sent them; at least 0
 * @param seconds from before the first row to after the last; above 0
 */
record CopyTime(long rows, long bytes, double seconds) {

  private static final double MEGABYTE = 1_000_000;

  CopyTime {
    if (rows < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "rows and bytes must not be negative, were %d and %d".formatted(rows, bytes));
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be above 0, was " + seconds);
    }
  }

  double rowsPerSecond() {
    return rows / seconds;
  }

  double megabytesPerSecond() {
    return bytes / MEGABYTE / seconds;
  }

  /** Returns the one in the middle by {@link #rowsPerSecond}, the slower of two in the middle. */
  static CopyTime median(List<CopyTime> times) {
    return times.stream()
        .sorted((one, other) -> Double.compare(one.rowsPerSecond(), other.rowsPerSecond()))
        .skip((times.size() - 1) / 2)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there must be at least one time"));
  }

  /** Returns the median of numbers, the mean of two in the middle. */
  static double median(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("there must be at least one number");
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,11.0f rows/s %7.1f MB/s %7.2f s",
        rowsPerSecond(),
        megabytesPerSecond(),
        seconds);
  }
}
