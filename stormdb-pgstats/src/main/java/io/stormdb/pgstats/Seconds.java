package io.stormdb.pgstats;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Times that a server gives in seconds. */
final class Seconds {

  private Seconds() {}

  /** Returns the time in a column, if there is one; one that is a little below zero is zero. */
  static Optional<Duration> of(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return Optional.ofNullable(seconds)
        .map(value -> Duration.ofNanos(value.max(BigDecimal.ZERO).movePointRight(9).longValue()));
  }

  /** Returns the longer of two times, of which one may not be known. */
  static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    return one.isEmpty() || (other.isPresent() && other.get().compareTo(one.get()) > 0)
        ? other
        : one;
  }
}
