package io.stormdb.api;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parameters of a {@linkplain ScriptedStatement scripted statement} from left to right.
 * Belongs to one worker; must not be kept.
 */
public interface Binding {

  /** Binds the next parameter as {@code integer}. */
  Binding bind(int value) throws SQLException;

  /** Binds the next parameter as {@code bigint}. */
  Binding bind(long value) throws SQLException;

  /** Binds the next parameter as {@code double precision}. */
  Binding bind(double value) throws SQLException;

  /** Binds the next parameter as {@code boolean}. */
  Binding bind(boolean value) throws SQLException;

  /** Binds the next parameter as {@code varchar}; {@code null} is NULL. */
  Binding bind(@Nullable String value) throws SQLException;

  /** Binds the next parameter as {@code numeric}; {@code null} is NULL. */
  Binding bind(@Nullable BigDecimal value) throws SQLException;
}
