package io.stormdb.api;

import java.sql.SQLException;

/**
 * A table to be filled through COPY, by several threads and connections at once.
 *
 * <p>A generator is called once for each number, in any order and from any thread, each time with a
 * generator of random numbers that depends on the seed, the table and the number alone. Rows are
 * the same however many threads load them.
 */
public interface CopyTable {

  /**
   * Writes one row for each number from 1 to {@code count}.
   *
   * @throws SQLException if the server refuses the rows, or the load was cancelled
   */
  void rows(long count, RowGenerator generator) throws SQLException;

  /**
   * Writes any number of rows for each number from 1 to {@code count}; the generator ends each of
   * them with {@link RowWriter#end}.
   *
   * @throws SQLException if the server refuses the rows, or the load was cancelled
   */
  void groups(long count, RowGenerator generator) throws SQLException;

  /** Writes what belongs to one number. Must be safe for use by many threads. */
  @FunctionalInterface
  interface RowGenerator {
    /**
     * Writes what belongs to {@code number}.
     *
     * @param row takes the values, column by column
     * @param number counts from 1
     * @param random to be used for this number only
     */
    void generate(RowWriter row, long number, Rng random);
  }
}
