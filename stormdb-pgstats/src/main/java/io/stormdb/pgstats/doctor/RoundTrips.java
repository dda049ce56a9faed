package io.stormdb.pgstats.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long a server takes to answer {@code SELECT 1}, as the client sees it: the way there and back
 * and the little that the server does for it.
 *
 * @param samples how many answers were timed, at least 1; those of the warm-up are not among them
 * @param min the shortest time
 * @param median half of them were not longer
 * @param p99 99 of 100 were not longer (nearest rank)
 */
public record RoundTrips(int samples, Duration min, Duration median, Duration p99) {

  private static final int WARM_UP = 20;
  private static final int MOST_SAMPLES = 500;
  private static final int LEAST_SAMPLES = 20;
  private static final long LIMIT_NANOS = Duration.ofSeconds(2).toNanos();

  /** Checks the order of the times. */
  public RoundTrips {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, was " + samples);
    }
    if (min.compareTo(median) > 0 || median.compareTo(p99) > 0) {
      throw new IllegalArgumentException(
          "min, median and p99 must ascend, were %s, %s and %s".formatted(min, median, p99));
    }
  }

  /** Measures, for two seconds at most unless the server is very far away. */
  static RoundTrips measure(Connection connection) throws SQLException {
    long[] nanos = new long[MOST_SAMPLES];
    int samples = 0;
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < WARM_UP; i++) {
        trip(statement);
      }
      long began = System.nanoTime();
      while (samples < MOST_SAMPLES
          && (samples < LEAST_SAMPLES || System.nanoTime() - began < LIMIT_NANOS)) {
        nanos[samples++] = trip(statement);
      }
    }
    return of(Arrays.copyOf(nanos, samples));
  }

  private static long trip(Statement statement) throws SQLException {
    long began = System.nanoTime();
    try (ResultSet row = statement.executeQuery("SELECT 1")) {
      row.next();
    }
    return System.nanoTime() - began;
  }

  /** Returns what times of at least one trip come to. */
  static RoundTrips of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new RoundTrips(
        sorted.length,
        Duration.ofNanos(sorted[0]),
        Duration.ofNanos(sorted[rank(sorted.length, 50)]),
        Duration.ofNanos(sorted[rank(sorted.length, 99)]));
  }

  private static int rank(int samples, int percent) {
    return (samples * percent + 99) / 100 - 1;
  }
}
