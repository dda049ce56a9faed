package io.stormdb.api;

import java.sql.Connection;
import java.sql.SQLException;

/** What a workload needs to create its schema. Valid only during the call that it was given to. */
public interface SchemaContext {

  /** Runs one statement or several separated by semicolons. */
  void execute(String sql) throws SQLException;

  /** Returns the number of units of data; at least 1. */
  int scale();

  /** Returns the name of the schema, first on the search path. */
  String schema();

  /** Returns the server's version as {@code server_version_num} has it, for example 170011. */
  int serverVersion();

  /** Returns the connection, in a transaction that the engine commits. */
  Connection connection();
}
