package io.stormdb.pgstats.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far the clock of a server is ahead of the client's.
 *
 * <p>As NTP does (RFC 5905, section 8): the server's time is compared with the middle of the round
 * trip that brought it. The way back may have taken all of the trip or nothing of it, so the error
 * is at most half of the trip, and the shortest of all trips is taken.
 *
 * @param ahead positive if the server is ahead, negative if it is behind
 * @param uncertainty the true value is not farther away than that; positive
 * @param samples how many trips were made, at least 1
 */
public record ClockSkew(Duration ahead, Duration uncertainty, int samples) {

  private static final int SAMPLES = 50;

  private static final String SQL =
      "SELECT /* stormdb:stats */ (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

  /** Both clocks are read in whole microseconds. */
  private static final Duration RESOLUTION = Duration.ofNanos(1_000);

  /** Checks the uncertainty. */
  public ClockSkew {
    if (uncertainty.isNegative() || uncertainty.isZero()) {
      throw new IllegalArgumentException("uncertainty must be positive, was " + uncertainty);
    }
  }

  /** Measures with 50 round trips. */
  static ClockSkew measure(Connection connection) throws SQLException {
    ClockSkew best;
    try (Statement statement = connection.createStatement()) {
      best = sample(statement);
      for (int i = 1; i < SAMPLES; i++) {
        ClockSkew sample = sample(statement);
        if (sample.uncertainty.compareTo(best.uncertainty) < 0) {
          best = sample;
        }
      }
    }
    return new ClockSkew(best.ahead, best.uncertainty, SAMPLES);
  }

  private static ClockSkew sample(Statement statement) throws SQLException {
    // in this order, so that a delay between the two only makes the trip longer than it was
    long leftNanos = System.nanoTime();
    Instant left = Instant.now();
    long server;
    try (ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      server = row.getLong(1);
    }
    Duration trip = Duration.ofNanos(System.nanoTime() - leftNanos);
    return of(left, trip, Instant.EPOCH.plus(server, ChronoUnit.MICROS));
  }

  /** Returns what one trip tells. */
  static ClockSkew of(Instant left, Duration trip, Instant server) {
    Duration half = trip.dividedBy(2);
    return new ClockSkew(Duration.between(left.plus(half), server), half.plus(RESOLUTION), 1);
  }

  /** Returns how far apart the clocks are at least; zero if they may be the same. */
  public Duration atLeast() {
    Duration certain = ahead.abs().minus(uncertainty);
    return certain.isNegative() ? Duration.ZERO : certain;
  }
}
