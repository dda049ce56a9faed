package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MixTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());
  private static final RunPlan PLAN =
      RunPlan.of("ecommerce_basic").schema("shop_mix_test").scale(50).transactions(400);

  @BeforeAll
  static void load() {
    DB.rebuild(PLAN);
  }

  @Test
  void onlyWhatIsNamedRunsAndAsOftenAsItsWeightSays() {
    RunResult result = DB.run(PLAN.mix(MixWeights.parse("checkout=1, sales_by_day=3")));
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactlyInAnyOrder("checkout", "sales_by_day");
    assertThat(result.transactions())
        .filteredOn(type -> type.name().equals("checkout"))
        .allSatisfy(type -> assertThat(type.counts().committed()).isBetween(60L, 140L));
  }

  @Test
  void aMixWithSessionsIsRefused() {
    assertThatThrownBy(
            () -> DB.run(PLAN.mix(MixWeights.parse("checkout=1")).parameter("sessions", "true")))
        .hasMessage(
            "the plan has a mix, but in workload 'ecommerce_basic' sessions decide which transaction"
                + " comes next; leave the mix out");
  }
}
