package io.stormdb.api;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A running transaction, as its body sees it. The engine has begun it (or will let the first
 * statement do so) and commits it when the body returns; it rolls back when the body throws.
 *
 * <p>Belongs to one worker; valid until the body returns. Objects that it hands out are used again
 * for the next transaction and must not be kept.
 */
public interface Tx extends Worker {

  /** Starts a statement that returns rows: SELECT, or a change with RETURNING. */
  Query query(Sql sql) throws SQLException;

  /** Starts a statement that returns a count. */
  Update update(Sql sql) throws SQLException;

  /**
   * Says that this transaction is to be rolled back when its body returns, as part of the workload.
   * It counts as an expected rollback, not as an error.
   */
  void rollback();

  /**
   * Adds to a counter of the workload. Only what transactions in the measured time count, and only
   * those that succeed or roll back as expected, reaches the result.
   *
   * @param amount what to add; may be 0
   */
  void count(Counter counter, long amount);

  /**
   * Adds to the counter with a name, as {@link #count(Counter, long)} does. Looks the name up each
   * time, which a constant {@link Counter} saves.
   *
   * @param counter the name in reports; never made of data
   */
  default void count(String counter, long amount) {
    count(Counter.named(counter), amount);
  }

  /**
   * Takes down a value of a measure of the workload. It reaches the result under the same rules as
   * that of a {@linkplain #count(Counter, long) counter}.
   *
   * @param value finite and not negative
   * @throws IllegalArgumentException if the value is anything else
   */
  void measure(Measure measure, double value);

  /**
   * Takes down a whole number, as {@link #measure(Measure, double)} does.
   *
   * @param value not negative; beyond 2<sup>53</sup>, the nearest number that a {@code double} has
   * @throws IllegalArgumentException if the value is negative
   */
  default void measure(Measure measure, long value) {
    measure(measure, (double) value);
  }

  /**
   * Takes down a value of the measure with a name, as {@link #measure(Measure, double)} does; it
   * has no unit. Looks the name up each time, which a constant {@link Measure} saves.
   *
   * @param measure the name in reports; never made of data
   * @param value finite and not negative
   * @throws IllegalArgumentException if the value is anything else
   */
  default void measure(String measure, double value) {
    measure(Measure.named(measure), value);
  }

  /**
   * Takes down a whole number for the measure with a name, as {@link #measure(String, double)}
   * does.
   *
   * @param measure the name in reports; never made of data
   * @param value not negative
   * @throws IllegalArgumentException if the value is negative
   */
  default void measure(String measure, long value) {
    measure(Measure.named(measure), (double) value);
  }

  /**
   * Returns how long this transaction was in the queue before it was started, in nanoseconds; 0 if
   * it was not {@linkplain TransactionType#deferred deferred}.
   */
  long queuedNanos();

  /**
   * Returns the connection for anything that statements cannot do. What runs there is neither
   * counted nor timed by itself; see {@link #ran}. Do not commit, roll back or close it.
   */
  Connection connection();

  /**
   * Counts a statement that was run through {@link #connection()} and that the server has answered.
   *
   * @param kind what it did; a COPY into a table adds rows, so it is an INSERT here
   * @param rows how many rows it returned or changed, by the server's word; not negative
   */
  void ran(StatementKind kind, long rows);
}
