package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.metrics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunningChecksTest {

  private static final RunPlan PLAN =
      RunPlan.of("bank")
          .schema("running_checks_test")
          .duration(Duration.ofMillis(1_500))
          .interval(Duration.ofMillis(100))
          .verifyEvery(Duration.ofMillis(100));
  private static final Pattern ROUNDS =
      Pattern.compile("sum of balances unchanged; failed in (\\d+) of (\\d+) rounds");

  private final StormDb db =
      StormDb.on(TestServer.dataSource()).catalog(WorkloadCatalog.of(List.of(new BankPlugin())));

  @BeforeAll
  static void startAfresh() {
    TestServer.execute("DROP SCHEMA IF EXISTS running_checks_test CASCADE");
  }

  private static Matcher rounds(CheckResult check) {
    Matcher matcher = ROUNDS.matcher(check.description());
    assertThat(matcher.matches()).as(check.description()).isTrue();
    return matcher;
  }

  @Test
  void seeWholeTransactionsOnly() {
    RunResult result = db.run(PLAN);
    assertThat(result.counts().committed()).isPositive();
    assertThat(result.checks())
        .extracting(CheckResult::name)
        .containsExactly("money", "money, while running");
    CheckResult running = result.checks().get(1);
    assertThat(running.verdict()).isEqualTo(Verdict.PASS);
    assertThat(rounds(running).group(1)).isEqualTo("0");
    // one at the beginning, and one for each interval at most
    int most = (int) result.measured().dividedBy(Duration.ofMillis(100)) + 1;
    assertThat(Integer.parseInt(rounds(running).group(2))).isBetween(2, most);
    assertThat(running.time()).isPositive();
    // a session ends a moment after its connection was closed
    long deadline = System.nanoTime() + 10_000_000_000L;
    String left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'stormdb:checks'";
    while (!TestServer.string(left).equals("0")) {
      assertThat(System.nanoTime()).as("a session is left").isLessThan(deadline);
    }
  }

  @Test
  void findWhatIsWrongOnlyWhileTheLoadRuns() {
    RunListener meddler =
        new RunListener() {
          private boolean hasMeddled;

          @Override
          public void interval(
              Duration start, Duration length, boolean measured, Tally tally, Duration left) {
            if (!hasMeddled) {
              hasMeddled = true;
              add(7);
            }
          }

          @Override
          public void ended() {
            add(-7);
          }
        };
    RunResult result = db.listen(meddler).run(PLAN);
    assertThat(result.checks())
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL);
    CheckResult running = result.checks().get(1);
    assertThat(Integer.parseInt(rounds(running).group(1))).isPositive();
    assertThat(running.violations()).isEqualTo(1);
    assertThat(running.evidence()).singleElement().asString().matches("round \\d+: total=1000007");
    assertThat(result.isDataViolated()).isTrue();
  }

  private static void add(int amount) {
    TestServer.execute(
        "UPDATE running_checks_test.account SET balance = balance + %d WHERE id = 1"
            .formatted(amount));
  }

  @Test
  void sayThatARunWasOverBefore() {
    RunResult result = db.run(PLAN.verifyEvery(Duration.ofHours(1)));
    assertThat(result.checks().get(1))
        .isEqualTo(
            new CheckResult(
                "checks, while running",
                "the checks hold while the load runs",
                Verdict.NOT_APPLICABLE,
                0,
                List.of("the run was over before the first round ended"),
                Duration.ZERO));
  }
}
