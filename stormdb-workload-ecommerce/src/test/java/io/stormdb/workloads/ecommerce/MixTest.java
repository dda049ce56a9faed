package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.TransactionType;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());
  private static final RunPlan PLAN =
      RunPlan.of("ecommerce_basic").schema("shop_mix_test").scale(50).transactions(400);

  @BeforeAll
  static void load() {
    DB.rebuild(PLAN);
  }

  private static TransactionType named(String name) {
    return TransactionType.of(name, 1, tx -> {});
  }

  @Test
  void onlyWhatIsNamedRunsAndAsOftenAsItsWeightSays() {
    RunResult result = DB.run(PLAN.parameter("mix", "checkout=1, sales_by_day=3"));
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactlyInAnyOrder("checkout", "sales_by_day");
    assertThat(result.transactions())
        .filteredOn(type -> type.name().equals("checkout"))
        .allSatisfy(type -> assertThat(type.counts().committed()).isBetween(60L, 140L));
  }

  @Test
  void aNameThatIsUnknownIsRefused() {
    List<TransactionType> all = List.of(named("b"), named("a"));
    assertThatThrownBy(() -> new Weights("a=1,c=2").of(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'mix' names c; available: a, b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=0", "a=-1", "a=x", "a=1,a=2", "a=NaN", "a=1=2"})
  void whatIsNoMixIsRefused(String text) {
    assertThatThrownBy(() -> new Weights(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'mix' must be names with positive weights, each name once, such as 'checkout=10,"
                + " search=90', was '"
                + text
                + "'");
  }

  @Test
  void aMixWithSessionsIsRefused() {
    assertThatThrownBy(
            () -> DB.run(PLAN.parameter("mix", "checkout=1").parameter("sessions", "true")))
        .hasMessage(
            "workload 'ecommerce_basic': 'mix' has no meaning with sessions, in which users decide"
                + " what they do; give one of them");
  }
}
