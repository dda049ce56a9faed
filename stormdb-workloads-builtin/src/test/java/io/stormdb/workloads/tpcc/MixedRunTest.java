package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Isolation;
import io.stormdb.core.CheckResult;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.metrics.Counts;
import io.stormdb.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixedRunTest {

  private static final RunPlan PLAN =
      LoadedSchema.PLAN.workers(8).duration(Duration.ofSeconds(4)).maxTries(1_000).verify(true);

  @BeforeAll
  static void load() {
    LoadedSchema.load();
  }

  private static long orders() {
    return TestServer.number(LoadedSchema.NAME, "SELECT count(*) FROM orders");
  }

  private static RunResult.Transactions type(RunResult result, String name) {
    return result.transactions().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void requireSound(RunResult result) {
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.degraded()).isEmpty();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks()).hasSize(12);
    assertThat(result.checks()).extracting(CheckResult::verdict).doesNotContain(Verdict.FAIL);
    assertThat(result.audit()).filteredOn(f -> f.verdict() == Verdict.FAIL).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void keepsTheConditionsAndHasNothingToHideOnItsCard(Isolation isolation) {
    long before = orders();
    RunResult result = LoadedSchema.db().run(PLAN.isolation(isolation));
    requireSound(result);
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactly("new_order", "payment", "order_status", "delivery", "stock_level");
    assertThat(result.transactions())
        .allSatisfy(type -> assertThat(type.counts().committed()).isPositive());
    assertThat(orders() - before).isEqualTo(type(result, NewOrder.NAME).counts().committed());
    assertThat(result.notice())
        .isEqualTo(
            "TPC-C derived: this is not a TPC-C result and must not be compared with published"
                + " ones.");
  }

  @Test
  void canBeWeightedInsteadOfDealt() {
    RunResult result =
        LoadedSchema.db().run(PLAN.parameter("choice", "weighted").transactions(4_000));
    requireSound(result);
    assertThat(result.audit())
        .filteredOn(f -> f.name().equals("mix: payment"))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  @Test
  void deliveriesOfOneWarehouseAtTheSameTimePassNoOrderOver() {
    long waiting = waiting();
    RunResult result =
        LoadedSchema.db()
            .run(
                RunPlan.of("tpcc")
                    .schema(LoadedSchema.NAME)
                    .mix(MixWeights.parse(Delivery.NAME + "=1"))
                    .workers(8)
                    .transactions(160)
                    .verify(true));
    assertThat(result.counts()).isEqualTo(new Counts(160, 0, 0, 0));
    assertThat(result.counters()).containsEntry("delivery_districts_skipped", 0L);
    assertThat(waiting - waiting()).isEqualTo(1_600);
    assertThat(result.checks()).extracting(CheckResult::verdict).doesNotContain(Verdict.FAIL);
  }

  private static long waiting() {
    return TestServer.number(LoadedSchema.NAME, "SELECT count(*) FROM new_order");
  }

  @Test
  void deferredDeliveriesAreAllExecutedAndWrittenDown() {
    long logged = TestServer.number(LoadedSchema.NAME, "SELECT count(*) FROM delivery_log");
    RunResult result =
        LoadedSchema.db().run(PLAN.parameter("delivery", "deferred").transactions(4_000));
    requireSound(result);
    long queued = type(result, Delivery.NAME).counts().committed();
    assertThat(queued).isPositive();
    assertThat(type(result, "delivery_deferred").counts().committed()).isEqualTo(queued);
    assertThat(TestServer.number(LoadedSchema.NAME, "SELECT count(*) FROM delivery_log") - logged)
        .isEqualTo(queued);
    // what the log says of time, against what was measured: a commit comes after the completion
    assertThat(
            TestServer.number(
                LoadedSchema.NAME,
                "SELECT count(*) FROM delivery_log WHERE dl_queued >= dl_completed"))
        .isZero();
    long longest =
        TestServer.number(
            LoadedSchema.NAME,
            "SELECT (extract(epoch FROM max(dl_completed - dl_queued)) * 1e6)::bigint"
                + " FROM delivery_log");
    assertThat(longest)
        .isLessThanOrEqualTo(
            type(result, "delivery_deferred").latencies().max().orElseThrow().toNanos() / 1_000);
    assertThat(
            TestServer.strings(
                LoadedSchema.NAME,
                """
                SELECT dl_w_id, d_id, delivered
                  FROM delivery_log
                 CROSS JOIN unnest(dl_o_ids) WITH ORDINALITY AS log (delivered, d_id)
                 WHERE delivered IS NOT NULL
                   AND NOT EXISTS (
                       SELECT FROM orders
                        WHERE o_w_id = dl_w_id AND o_d_id = d_id AND o_id = delivered
                          AND o_carrier_id = dl_carrier_id)
                """))
        .isEmpty();
  }
}
