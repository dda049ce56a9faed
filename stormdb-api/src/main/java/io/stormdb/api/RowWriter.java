package io.stormdb.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Takes the values of a row, column by column, and encodes them for the type that the column has. A
 * whole number goes into any numeric column; a text into any text or JSON column.
 *
 * <p>Every method throws {@link IllegalArgumentException} naming table and column when the value
 * does not suit the column, or when there are more or fewer values than columns.
 */
public interface RowWriter {

  /** Adds a whole number. */
  RowWriter add(long value);

  /** Adds a floating-point number, for {@code real} and {@code double precision} columns. */
  RowWriter add(double value);

  /**
   * Adds an exact decimal number, {@code unscaled} times ten to the power of minus {@code scale}:
   * {@code addDecimal(1999, 2)} is 19.99.
   *
   * @param scale digits after the point, 0 to 16
   */
  RowWriter addDecimal(long unscaled, int scale);

  /** Adds a text. */
  RowWriter add(CharSequence value);

  /**
   * Adds a text of ASCII characters.
   *
   * @param ascii the characters; not kept
   * @param length how many of them count, from the start
   */
  RowWriter addAscii(byte[] ascii, int length);

  /** Adds bytes to a {@code bytea} column. */
  RowWriter add(byte[] value);

  /**
   * Adds a vector to a column of pgvector's type {@code vector}.
   *
   * @param values finite; as many as the column has dimensions; not kept
   */
  RowWriter add(float[] values);

  /** Adds a truth value. */
  RowWriter add(boolean value);

  /** Adds a moment; a {@code timestamp} column takes it in UTC. */
  RowWriter add(Instant value);

  /** Adds a date. */
  RowWriter add(LocalDate value);

  /** Adds a UUID. */
  RowWriter add(UUID value);

  /** Adds NULL. */
  RowWriter addNull();

  /** Ends a row of a group; {@link CopyTable#rows} does this by itself. */
  void end();
}
