package io.stormdb.core;

import io.stormdb.api.Check;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.LoadedData;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks the invariants of a workload's data. */
final class Verifier {

  private static final int MOST_EVIDENCE = 3;

  private Verifier() {}

  /**
   * Runs all checks of a workload on one connection.
   *
   * @throws SQLException if a check cannot be run
   */
  static List<CheckResult> verify(Connection connection, Target target, LoadedData data)
      throws SQLException {
    boolean fresh = data.runs() == 0;
    List<CheckResult> results = new ArrayList<>();
    for (Check check : target.workload().checks(target.contextOf(data))) {
      results.add(
          check.onlyAfterLoad() && !fresh
              ? new CheckResult(
                  check.name(),
                  check.description(),
                  Verdict.NOT_APPLICABLE,
                  0,
                  List.of(),
                  Duration.ZERO)
              : run(connection, check));
    }
    return results;
  }

  private static CheckResult run(Connection connection, Check check) throws SQLException {
    long started = System.nanoTime();
    long violations = 0;
    List<String> evidence = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                // not formatted: some locales have digits that the server does not read
                "SELECT * FROM ("
                    + check.violationsSql()
                    + ") violations LIMIT "
                    + CheckResult.MOST_VIOLATIONS)) {
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        violations++;
        if (evidence.size() < MOST_EVIDENCE) {
          evidence.add(describe(rows, columns));
        }
      }
    }
    return new CheckResult(
        check.name(),
        check.description(),
        violations == 0 ? Verdict.PASS : Verdict.FAIL,
        violations,
        evidence,
        Duration.ofNanos(System.nanoTime() - started));
  }

  private static String describe(ResultSet row, ResultSetMetaData columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.add(columns.getColumnLabel(i) + "=" + row.getString(i));
    }
    return String.join(" ", values);
  }
}
