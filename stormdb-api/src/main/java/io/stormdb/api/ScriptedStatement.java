package io.stormdb.api;

import java.sql.SQLException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A statement of a transaction that is known whole before it runs: its text, how its parameters
 * follow from the arguments that were drawn, and how many rows it must have. What its rows contain,
 * nobody looks at: they are read and counted. Immutable.
 *
 * @param <A> the arguments of the transaction
 * @see TransactionType#script
 */
public final class ScriptedStatement<A> {

  private static final Pattern COPY =
      Pattern.compile(
          "(?:\\s++|--[^\\n]*+|/\\*.*?\\*/)*+COPY\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Sql sql;
  private final boolean returnsRows;
  private final Binder<A> binder;
  private final OptionalLong expected;

  /** Binds the parameters of a statement. Must be safe for use by many threads. */
  @FunctionalInterface
  public interface Binder<A> {
    /**
     * Binds all parameters.
     *
     * @param to takes them from left to right
     * @param arguments as drawn; must not be changed
     */
    void bind(Binding to, A arguments) throws SQLException;
  }

  private ScriptedStatement(Sql sql, boolean returnsRows, Binder<A> binder, OptionalLong expected) {
    this.sql = Objects.requireNonNull(sql, "sql");
    this.returnsRows = returnsRows;
    this.binder = Objects.requireNonNull(binder, "binder");
    this.expected = expected;
    if (COPY.matcher(sql.text()).lookingAt()) {
      throw new IllegalArgumentException(
          "statement '%s' is a COPY, which cannot be scripted; run it through Tx.connection()"
              .formatted(sql.name()));
    }
    if (!returnsRows && sql.kind() == StatementKind.SELECT) {
      throw new IllegalArgumentException(
          "statement '%s' returns rows; describe it with ScriptedStatement.query"
              .formatted(sql.name()));
    }
  }

  /**
   * Describes a statement that returns rows: SELECT, or a change with RETURNING.
   *
   * @throws IllegalArgumentException if it is a COPY
   */
  public static <A> ScriptedStatement<A> query(Sql sql, Binder<A> binder) {
    return new ScriptedStatement<>(sql, true, binder, OptionalLong.empty());
  }

  /**
   * Describes a statement that returns a count.
   *
   * @throws IllegalArgumentException if it is a COPY, or a SELECT, which returns rows
   */
  public static <A> ScriptedStatement<A> update(Sql sql, Binder<A> binder) {
    return new ScriptedStatement<>(sql, false, binder, OptionalLong.empty());
  }

  /**
   * Returns a copy that insists on the number of rows returned or changed; with another number, the
   * transaction fails with an {@link UnexpectedRowsException}.
   *
   * @param rows at least 0
   */
  public ScriptedStatement<A> expectRows(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must not be negative, was " + rows);
    }
    return new ScriptedStatement<>(sql, returnsRows, binder, OptionalLong.of(rows));
  }

  /** Returns the statement. */
  public Sql sql() {
    return sql;
  }

  /** Returns whether it returns rows, rather than a count. */
  public boolean returnsRows() {
    return returnsRows;
  }

  void bind(Binding to, A arguments) throws SQLException {
    binder.bind(to, arguments);
  }

  void require(long rows) throws UnexpectedRowsException {
    if (expected.isPresent() && expected.getAsLong() != rows) {
      long wanted = expected.getAsLong();
      throw new UnexpectedRowsException(sql, wanted + (wanted == 1 ? " row" : " rows"), rows);
    }
  }

  @Override
  public String toString() {
    return sql.name();
  }
}
