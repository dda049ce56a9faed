/*
 * Example 6, fourth part: what came of it.
 *
 * You learn how to
 *   - switch the customers' pauses off in a test,
 *   - find the visits in a result.
 */
package io.stormdb.examples.example06;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Pause;
import io.stormdb.core.CheckResult;
import io.stormdb.core.PluginMetadata;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.Visits;
import io.stormdb.examples.ExampleServer;
import org.junit.jupiter.api.Test;

class TeapotShopTest {

  private static final RunPlan PLAN =
      RunPlan.of("teapots")
          .schema("teapots_test")
          .scale(1)
          .workers(8)
          .thinkTime(Pause.none())
          .transactions(4_000)
          .verify(true);

  @Test
  void customersPayForWhatIsInTheirCarts() {
    StormDb db = StormDb.on(ExampleServer.dataSource());
    db.rebuild(PLAN);

    RunResult result = db.run(PLAN);

    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks()).extracting(CheckResult::verdict).containsExactly(Verdict.PASS);
    Visits visits = result.sessions().orElseThrow();
    assertThat(visits.ended()).isPositive();
    // three looks on average, and three visits of five come to the till
    assertThat(visits.meanTransactions().orElseThrow()).isBetween(3.3, 3.9);
  }

  @Test
  void thePluginIsWhatItsPropertiesSay() {
    PluginMetadata.requireTrue(new TeapotPlugin());
  }
}
