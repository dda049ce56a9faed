package io.stormdb.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a workload needs to fill its tables. Valid only during the call that it was given to, and to
 * be used by the calling thread alone.
 */
public interface LoadContext {

  /** Returns the number of units of data; at least 1. */
  int scale();

  /** Returns the seed from which all data is derived. */
  long seed();

  /**
   * Returns a generator that depends on nothing but the seed, a name and a number, for values that
   * two tables must agree on (the number of lines of order 4711).
   */
  Rng random(String stream, long number);

  /**
   * Starts to fill a table through COPY.
   *
   * @param table the table, without schema
   * @param columns the columns that each row gives, in that order
   */
  CopyTable copy(String table, String... columns) throws SQLException;

  /** Runs one statement or several separated by semicolons. */
  void execute(String sql) throws SQLException;

  /** Runs statements that do not depend on each other, several at once: indexes, for example. */
  void executeInParallel(List<String> statements) throws SQLException;

  /**
   * Returns a connection of the load, in autocommit and with the workload's schema first on its
   * search path, for what the other methods cannot do: a script, a COPY of bytes that are there.
   * Leave it as it was given, and do not close it. What it writes is reported by {@link #wrote}.
   */
  Connection connection();

  /**
   * Says how many rows a table was given by other means than {@link #copy}.
   *
   * @param rows added to those of earlier calls and of copies
   */
  void wrote(String table, long rows);

  /** Tells whoever watches the load something that they should know, in one sentence. */
  void announce(String sentence);

  /** Keeps a fact about the data with it; see {@link LoadedData#attribute}. */
  void remember(String name, String value);
}
