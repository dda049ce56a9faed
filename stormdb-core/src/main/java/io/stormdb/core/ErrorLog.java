package io.stormdb.core;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Errors by name and SQLSTATE, with the message of the first of each. A server can be made to raise
 * any number of states, so those beyond the first 64 share an entry. Safe for use by many threads.
 */
final class ErrorLog {

  private static final int LONGEST_SAMPLE = 300;
  private static final int MOST_ENTRIES = 64;
  private static final Key OTHER = new Key("other", "");

  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  private record Key(String name, String sqlState) {}

  private record Entry(String sample, LongAdder failed, LongAdder retried) {
    Entry(String sample) {
      this(sample, new LongAdder(), new LongAdder());
    }
  }

  /** Takes down an error, and whether its transaction will be tried again. */
  void add(SQLException error, boolean again) {
    Entry entry = entry(error);
    (again ? entry.retried : entry.failed).increment();
  }

  List<RunResult.ErrorClass> summary() {
    return entries.entrySet().stream()
        .map(
            each ->
                new RunResult.ErrorClass(
                    each.getKey().name(),
                    each.getKey().sqlState(),
                    each.getValue().failed.sum(),
                    each.getValue().retried.sum(),
                    each.getValue().sample))
        .sorted(
            Comparator.comparingLong(
                    (RunResult.ErrorClass error) -> error.transactions() + error.retried())
                .reversed()
                .thenComparing(RunResult.ErrorClass::name))
        .toList();
  }

  private Entry entry(SQLException error) {
    Key key = new Key(SqlStates.nameOf(error), Objects.requireNonNullElse(error.getSQLState(), ""));
    Entry entry = entries.get(key);
    if (entry != null) {
      return entry;
    }
    // two threads that see it at the same time may add one more each, which is still a bound
    Key kept = entries.size() < MOST_ENTRIES ? key : OTHER;
    return entries.computeIfAbsent(kept, k -> new Entry(sample(error)));
  }

  /** Returns the message of an error on one line that is not too long. */
  static String sample(SQLException error) {
    String line = Database.message(error);
    return line.length() <= LONGEST_SAMPLE ? line : line.substring(0, LONGEST_SAMPLE) + "...";
  }
}
