/*
 * Example 3, second part: a result with data, and one in which everything went wrong.
 *
 * You learn what the same few lines look like in both cases.
 */
package io.stormdb.examples.example03;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.examples.ExampleServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final RunPlan PLAN =
      RunPlan.of("bank").schema("summary_test").scale(1).workers(2).verify(true);

  private final StormDb db = StormDb.on(ExampleServer.dataSource());

  @Test
  void showsTheTimeSeriesAndEveryType() {
    db.rebuild(PLAN);

    RunResult result = db.run(PLAN.warmup(ofSeconds(1)).duration(ofSeconds(2)));

    String rate = "\\d+ transactions/s, p99 \\d+\\.\\d\\d ms";
    String counts = "\\d+ failed, \\d+ retries, p50 \\d+\\.\\d\\d ms, p99 \\d+\\.\\d\\d ms";
    List<String> lines = new Summary(result).lines();
    assertThat(String.join("\n", lines))
        .matches(
            "bank COMPLETED: "
                + rate
                // one line an interval, or fewer where a busy machine ended one late
                + ("(\nwarm-up at \\ds: " + rate + ")+")
                + ("(\nmeasured at \\ds: " + rate + ")+")
                + ("\nbalance: \\d+ committed, 0 rolled back, " + counts)
                + ("\ntransfer: \\d+ committed, \\d+ rolled back, " + counts)
                + "\nPASS: the sum of all balances is 1000000"
                + "\nPASS: no balance is negative");
  }

  @Test
  void showsErrorsAndViolations() throws SQLException {
    db.rebuild(PLAN);
    ExampleServer.execute("DELETE FROM summary_test.account");

    RunResult result = db.run(PLAN.transactions(100));

    assertThat(result.counts().failed()).isEqualTo(100);
    assertThat(result.successRate()).contains(0.0);
    assertThat(new Summary(result).lines())
        .contains(
            "bank COMPLETED: 0 transactions/s, p99 no data",
            "violated: the sum of all balances is 1000000, found [total=null]")
        .anyMatch(
            line ->
                line.matches(
                    "error unexpected_rows \\(SD001\\): 100 failed, 0 retried, for example:"
                        + " statement '(balance|change)' should have a row, had 0"));
  }
}
