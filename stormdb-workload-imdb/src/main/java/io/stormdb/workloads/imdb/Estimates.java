package io.stormdb.workloads.imdb;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the planner's estimates of rows are from the rows that there were, query by query.
 *
 * <p>The q-error of a node of a plan is max(e/a, a/e), with e the estimated and a the actual rows
 * of one execution of the node, each at least 1 (Moerkotte, Neumann and Steidl, "Preventing Bad
 * Plans by Bounding the Impact of Cardinality Estimation Errors", VLDB 2009). Nodes that were never
 * executed do not count, nor do those that may be left before they have given all their rows: below
 * a Limit, a Merge Join, or a search for a first match, up to the next node that reads all its
 * input before it gives any.
 */
final class Estimates {

  private static final double TOLERABLE = 10;

  /** All nodes of a plan, worst first: the server reads the JSON that it has written. */
  private static final String NODES =
      """
      WITH RECURSIVE nodes (node, is_cut) AS (
        SELECT ?::jsonb->0->'Plan', false
         UNION ALL
        SELECT child,
               node->>'Node Type' IN ('Limit', 'Merge Join')
                 OR child->>'Parent Relationship' = 'SubPlan'
                 OR (node->>'Node Type' = 'Nested Loop' AND node->>'Join Type' IN ('Semi', 'Anti')
                       AND child->>'Parent Relationship' = 'Inner')
                 OR (is_cut AND node->>'Node Type' NOT IN ('Sort', 'Hash')
                       AND coalesce(node->>'Strategy', 'none') NOT IN ('Hashed', 'Plain', 'Mixed'))
          FROM nodes
         CROSS JOIN LATERAL jsonb_array_elements(coalesce(node->'Plans', '[]'::jsonb)) AS child
      ), counted AS (
        SELECT concat_ws(' on ', node->>'Node Type', node->>'Relation Name') AS name,
               (node->>'Plan Rows')::float8 AS estimated, (node->>'Actual Rows')::float8 AS actual
          FROM nodes
         WHERE (node->>'Actual Loops')::float8 > 0 AND NOT is_cut)
      SELECT name, estimated, actual,
             greatest(greatest(estimated, 1) / greatest(actual, 1),
                      greatest(actual, 1) / greatest(estimated, 1)) AS q_error,
             count(*) OVER () AS nodes
        FROM counted
       ORDER BY q_error DESC
       LIMIT 1
      """;

  private Estimates() {}

  /** Returns a finding for each query. */
  static List<Finding> judge(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    for (Sql query : Queries.ALL) {
      findings.add(of(query.name(), query.text(), connection));
    }
    return findings;
  }

  /** Runs a query once and compares. */
  static Finding of(String name, String query, Connection connection) throws SQLException {
    String plan;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + query)) {
      rows.next();
      plan = rows.getString(1);
    }
    try (PreparedStatement statement = connection.prepareStatement(NODES)) {
      statement.setString(1, plan);
      try (ResultSet worst = statement.executeQuery()) {
        return worst.next()
            ? finding(name, worst)
            : finding(name, "no node of the plan was executed", Verdict.NOT_APPLICABLE);
      }
    }
  }

  private static Finding finding(String name, ResultSet worst) throws SQLException {
    double error = worst.getDouble("q_error");
    return finding(
        name,
        String.format(
            Locale.ROOT,
            "%.1f at worst, of %d %s: %s, %,.0f estimated, %,.0f actual",
            error,
            worst.getLong("nodes"),
            worst.getLong("nodes") == 1 ? "node" : "nodes",
            worst.getString("name"),
            worst.getDouble("estimated"),
            worst.getDouble("actual")),
        error <= TOLERABLE ? Verdict.PASS : Verdict.FAIL);
  }

  private static Finding finding(String name, String measured, Verdict verdict) {
    return new Finding(
        name,
        "Moerkotte et al., VLDB 2009",
        String.format(Locale.ROOT, "q-error at most %.0f", TOLERABLE),
        measured,
        verdict);
  }
}
