package io.stormdb.core;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Errors by SQLSTATE, with the message of the first of each; a statement that took too long apart
 * from one that was cancelled. Holds one entry a state, so it cannot grow without bounds. Safe for
 * use by many threads.
 */
final class ErrorLog {

  private static final int LONGEST_SAMPLE = 300;

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(
      String name, String sqlState, String sample, LongAdder failed, LongAdder retried) {}

  /** Takes down an error, and whether its transaction will be tried again. */
  void add(SQLException error, boolean again) {
    Entry entry = entry(error);
    (again ? entry.retried : entry.failed).increment();
  }

  List<RunResult.ErrorClass> summary() {
    return entries.values().stream()
        .map(
            entry ->
                new RunResult.ErrorClass(
                    entry.name,
                    entry.sqlState,
                    entry.failed.sum(),
                    entry.retried.sum(),
                    entry.sample))
        .sorted(
            Comparator.comparingLong(
                    (RunResult.ErrorClass error) -> error.transactions() + error.retried())
                .reversed())
        .toList();
  }

  private Entry entry(SQLException error) {
    String state = Objects.requireNonNullElse(error.getSQLState(), "");
    String key = SqlStates.isQueryTimeout(error) ? "query_timeout" : state;
    Entry entry = entries.get(key);
    return entry != null
        ? entry
        : entries.computeIfAbsent(
            key,
            k ->
                new Entry(
                    SqlStates.nameOfError(error),
                    state,
                    sample(error),
                    new LongAdder(),
                    new LongAdder()));
  }

  private static String sample(SQLException error) {
    String line = Database.message(error);
    return line.length() <= LONGEST_SAMPLE ? line : line.substring(0, LONGEST_SAMPLE) + "...";
  }
}
