package io.stormdb.testkit;

import io.stormdb.api.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;

/**
 * The plan of a statement that holds for all values of its parameters. This is what a prepared
 * statement has after some executions, so an index that it does not use is of no use under load.
 * Safe for use by many threads.
 */
public final class GenericPlan {

  private GenericPlan() {}

  /**
   * Plans a statement on the server of {@link TestServer}, without running it.
   *
   * @param schema the schema that is first on the search path
   * @param sql the statement
   * @param types the types of its parameters, separated by commas as in {@code PREPARE}; empty if
   *     it has none
   * @param values as many values, as SQL; which ones does not matter to the plan
   * @return the lines of {@code EXPLAIN}, without the spaces around them
   * @throws IllegalStateException if the server refuses the statement, with its reason
   */
  public static List<String> of(String schema, Sql sql, String types, String values) {
    try (Connection connection = TestServer.connect(schema);
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_generic_plan");
      statement.execute("PREPARE p " + list(types) + "AS " + numbered(connection, sql));
      try (ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE p " + list(values))) {
        List<String> plan = new ArrayList<>();
        while (rows.next()) {
          plan.add(rows.getString(1).strip());
        }
        return plan;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot plan statement '%s' in schema %s with types (%s) and values (%s): %s"
              .formatted(sql.name(), schema, types, values, e.getMessage()),
          e);
    }
  }

  private static String list(String elements) {
    // PREPARE and EXECUTE do not take an empty pair of parentheses
    return elements.isEmpty() ? "" : "(" + elements + ") ";
  }

  /** Only the driver knows which question marks are parameters. */
  private static String numbered(Connection connection, Sql sql) throws SQLException {
    return connection
        .unwrap(BaseConnection.class)
        .createQuery(sql.text(), true, true)
        .query
        .getNativeSql();
  }
}
