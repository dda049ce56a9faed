package io.stormdb.api;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that takes its parameters from left to right.
 *
 * @param <S> the statement itself
 */
public interface Bindable<S extends Bindable<S>> {

  /** Binds the next parameter as {@code integer}. */
  S bind(int value) throws SQLException;

  /** Binds the next parameter as {@code bigint}. */
  S bind(long value) throws SQLException;

  /** Binds the next parameter as {@code double precision}. */
  S bind(double value) throws SQLException;

  /** Binds the next parameter as {@code boolean}. */
  S bind(boolean value) throws SQLException;

  /** Binds the next parameter as {@code varchar}. */
  S bind(@Nullable String value) throws SQLException;

  /** Binds the next parameter as {@code numeric}. */
  S bind(@Nullable BigDecimal value) throws SQLException;

  /** Binds the next parameter as the driver would: dates, UUIDs, bytes. */
  S bindObject(@Nullable Object value) throws SQLException;

  /** Binds the next parameter as {@code integer[]}. */
  S bindArray(int[] values) throws SQLException;

  /** Binds the next parameter as {@code bigint[]}. */
  S bindArray(long[] values) throws SQLException;

  /** Binds the next parameter as {@code text[]}. */
  S bindArray(String[] values) throws SQLException;
}
