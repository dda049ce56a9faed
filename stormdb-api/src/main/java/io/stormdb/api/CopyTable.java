package io.stormdb.api;

import java.io.IOException;
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

  /**
   * Writes what a source gives, from front to back: for a file, which cannot be read by numbers.
   * The calling thread reads, another one sends.
   *
   * @return how many rows the server took
   * @throws SQLException if the source cannot be read, the server refuses the rows, or the load was
   *     cancelled
   */
  long stream(RowSource source) throws SQLException;

  /** Rows that come one after another. */
  @FunctionalInterface
  interface RowSource {
    /**
     * Writes the next row, or a few that belong together, each ended with {@link RowWriter#end}.
     *
     * @return false if nothing was written, because there is no more
     * @throws IOException if that cannot be found out
     */
    boolean next(RowWriter row) throws IOException;
  }

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
