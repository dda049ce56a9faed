package io.stormdb.pgstats;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers of a server at one moment, or how much they grew between two.
 *
 * @param epoch when they began to count; those of different epochs cannot be compared
 * @param values by name; a number that the server does not have is not there
 */
record Counters(String epoch, Map<String, BigDecimal> values) {

  /** The column that holds the epoch. */
  static final String EPOCH = "epoch";

  /** The epoch of what begins to count with the first that there is to count. */
  static final String NOT_BEGUN = "not begun";

  private static final BigDecimal NANOS_A_MILLISECOND = BigDecimal.valueOf(1_000_000);

  Counters {
    values = Map.copyOf(values);
  }

  /** Returns the current row: every column is a number but the epoch and those named. */
  static Counters ofRow(ResultSet row, String... texts) throws SQLException {
    return ofRow(row, 1, row.getMetaData().getColumnCount() + 1, texts);
  }

  /**
   * Returns some columns of the current row.
   *
   * @param from the first of them, from 1
   * @param to the first behind them
   */
  static Counters ofRow(ResultSet row, int from, int to, String... texts) throws SQLException {
    String epoch = "";
    Map<String, BigDecimal> values = new HashMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = from; i < to; i++) {
      String name = columns.getColumnLabel(i);
      if (name.equals(EPOCH)) {
        epoch = Objects.requireNonNullElse(row.getString(i), "");
      } else if (!List.of(texts).contains(name)) {
        BigDecimal value = row.getBigDecimal(i);
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return new Counters(epoch, values);
  }

  /**
   * Returns how much these have grown; a number that is not in both is left out. Empty if they
   * started anew in between. To start for the first time is not to start anew: nothing is lost.
   */
  Optional<Counters> since(Counters before) {
    if (!epoch.equals(before.epoch) && !before.hasNotBegun()) {
      return Optional.empty();
    }
    Map<String, BigDecimal> growth = new HashMap<>();
    for (Map.Entry<String, BigDecimal> entry : values.entrySet()) {
      BigDecimal earlier = before.values.get(entry.getKey());
      if (earlier != null) {
        BigDecimal difference = entry.getValue().subtract(earlier);
        if (difference.signum() < 0) {
          return Optional.empty();
        }
        growth.put(entry.getKey(), difference);
      }
    }
    return Optional.of(new Counters(epoch, growth));
  }

  private boolean hasNotBegun() {
    return epoch.equals(NOT_BEGUN)
        && values.values().stream().allMatch(value -> value.signum() == 0);
  }

  /** Returns these without those of some names. */
  Counters without(Set<String> names) {
    Map<String, BigDecimal> rest = new HashMap<>(values);
    rest.keySet().removeAll(names);
    return new Counters(epoch, rest);
  }

  /** Returns those of some names alone. */
  Counters only(Set<String> names) {
    Map<String, BigDecimal> part = new HashMap<>(values);
    part.keySet().retainAll(names);
    return new Counters(epoch, part);
  }

  /** Returns a number that every version has. */
  long count(String name) {
    return number(name).longValueExact();
  }

  /** Returns a number that some versions have. */
  Optional<Long> countIfKnown(String name) {
    return Optional.ofNullable(values.get(name)).map(BigDecimal::longValueExact);
  }

  /** Returns a time that every version has. */
  Duration time(String name) {
    return duration(number(name));
  }

  /** Returns a time that is known under some settings. */
  Optional<Duration> timeIfKnown(String name) {
    return Optional.ofNullable(values.get(name)).map(Counters::duration);
  }

  private BigDecimal number(String name) {
    BigDecimal value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the server has no number '" + name + "'");
    }
    return value;
  }

  private static Duration duration(BigDecimal millis) {
    return Duration.ofNanos(millis.multiply(NANOS_A_MILLISECOND).longValue());
  }
}
