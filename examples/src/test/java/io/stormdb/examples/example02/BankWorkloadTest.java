/*
 * Example 2, third part: testing a workload.
 *
 * You learn how to
 *   - run your own workload like any other, found by its name,
 *   - check its invariants after a run at every isolation level,
 *   - damage the data and see that a check finds it,
 *   - know what a user reads who gives a wrong parameter,
 *   - hold the properties of the plugin to its code.
 */
package io.stormdb.examples.example02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Isolation;
import io.stormdb.core.CheckResult;
import io.stormdb.core.PluginMetadata;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.examples.ExampleServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BankWorkloadTest {

  private static final RunPlan PLAN =
      RunPlan.of("bank")
          .schema("bank_test")
          .scale(1)
          .parameter("transfer_share", "0.5")
          .workers(8)
          .transactions(2_000)
          .verify(true);

  private final StormDb db = StormDb.on(ExampleServer.dataSource());

  @ParameterizedTest
  @EnumSource
  void noMoneyIsLostAtAnyIsolationLevel(Isolation isolation) {
    db.rebuild(PLAN);

    RunResult result = db.run(PLAN.isolation(isolation).maxTries(100));

    assertThat(result.counts().successful()).isEqualTo(2_000);
    assertThat(result.counters().get("money_moved")).isPositive();
    assertThat(result.checks())
        .extracting(CheckResult::name, CheckResult::verdict)
        .containsExactly(tuple("money", Verdict.PASS), tuple("overdraft", Verdict.PASS));
  }

  @Test
  void theInvariantIsWorthSomething() throws SQLException {
    db.rebuild(PLAN);
    ExampleServer.execute("UPDATE bank_test.account SET balance = balance + 1 WHERE id = 7");

    assertThat(db.verify(PLAN).get(0).evidence()).containsExactly("total=1000001");
  }

  @Test
  void anEmptyAccountPaysNothing() throws SQLException {
    db.rebuild(PLAN);
    ExampleServer.execute("UPDATE bank_test.account SET balance = 0");

    RunResult result = db.run(PLAN.parameter("transfer_share", "1").verify(false));

    assertThat(result.counts().rolledBack()).isEqualTo(2_000);
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void aShareThatIsNoneIsRefused() {
    assertThatThrownBy(() -> db.run(PLAN.parameter("transfer_share", "10")))
        .isInstanceOf(StormDbException.class)
        .hasMessage("workload 'bank': 'transfer_share' must be a number from 0.0 to 1.0, was '10'");
  }

  @Test
  void thePluginIsWhatItsPropertiesSay() {
    PluginMetadata.requireTrue(new BankPlugin());
  }
}
