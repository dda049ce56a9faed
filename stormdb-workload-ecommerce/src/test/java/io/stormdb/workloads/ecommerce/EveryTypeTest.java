package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Pause;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryTypeTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());
  private static final Set<String> WRITES =
      Set.of(
          "checkout",
          "add_to_cart",
          "review",
          "record_visit",
          "update_profile",
          "register_user",
          "ship_order",
          "cancel_order",
          "restock",
          "change_price",
          "receive_purchase_order",
          "change_cost");

  private static String schemaOf(String type) {
    return type.startsWith("ecommerce_basic") || type.startsWith("realworld")
        ? "shop_basic_test"
        : "shop_test";
  }

  private static RunPlan plan(String type) {
    return RunPlan.of(type).schema(schemaOf(type)).scale(500).workers(4);
  }

  @BeforeAll
  static void load() {
    DB.rebuild(plan("ecommerce"));
    DB.rebuild(plan("ecommerce_basic"));
  }

  private static long rows(String schema, String table) {
    return TestServer.number(schema, "SELECT count(*) FROM " + table);
  }

  private static void requireSound(RunResult result, int checks) {
    assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETED);
    assertThat(result.counts().committed()).isPositive();
    assertThat(result.counts().failed()).isZero();
    assertThat(result.transactions())
        .allSatisfy(type -> assertThat(type.counts().failed()).isZero());
    assertThat(result.checks()).hasSize(checks);
    assertThat(result.checks()).filteredOn(check -> check.verdict() == Verdict.FAIL).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecommerce",
        "ecommerce_mixed",
        "ecommerce_read",
        "ecommerce_write",
        "ecommerce_oltp",
        "ecommerce_analytics",
        "ecommerce_basic",
        "ecommerce_basic_mixed",
        "ecommerce_basic_read",
        "ecommerce_basic_write",
        "ecommerce_basic_oltp",
        "ecommerce_basic_analytics",
        "realworld",
        "realworld_mixed",
        "realworld_read",
        "realworld_write",
        "realworld_oltp",
        "realworld_analytics"
      })
  void runsWithoutErrorsAndCountsWhatTheServerHas(String type) {
    String schema = schemaOf(type);
    List<String> tables = List.of("orders", "order_items", "reviews");
    List<Long> before = tables.stream().map(table -> rows(schema, table)).toList();

    RunResult result = DB.run(plan(type).duration(Duration.ofSeconds(2)).verify(true));

    requireSound(result, schema.equals("shop_test") ? 11 : 6);
    Map<String, Long> counters = result.counters();
    List<Long> added =
        List.of(
            counters.getOrDefault("orders_placed", 0L),
            counters.getOrDefault("order_lines", 0L),
            counters.getOrDefault("reviews_written", 0L));
    for (int i = 0; i < tables.size(); i++) {
      assertThat(rows(schema, tables.get(i)) - before.get(i)).isEqualTo(added.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecommerce_write", "ecommerce_basic_write", "ecommerce"})
  void itsInvariantsHoldWhileItRuns(String type) {
    RunResult result =
        DB.run(
            plan(type)
                .parameters(type.equals("ecommerce") ? Map.of("sessions", "true") : Map.of())
                .thinkTime(Pause.none())
                .duration(Duration.ofSeconds(2))
                .verifyEvery(Duration.ofMillis(200)));
    requireSound(result, 2 * (type.equals("ecommerce_basic_write") ? 6 : 11));
    assertThat(result.checks())
        .filteredOn(check -> check.name().endsWith(", while running"))
        .hasSize(result.checks().size() / 2)
        .extracting(CheckResult::verdict)
        .containsOnly(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "ecommerce, 75",
    "ecommerce_basic, 75",
    "ecommerce_oltp, 60",
    "ecommerce_basic_oltp, 60"
  })
  void readsAsOftenAsItsNameSays(String type, int percent) {
    RunResult result = DB.run(plan(type).transactions(4_000));
    long writes =
        result.transactions().stream()
            .filter(named -> WRITES.contains(named.name()))
            .mapToLong(named -> named.counts().committed())
            .sum();
    double expected = 4_000 * (100 - percent) / 100.0;
    double deviation = Math.sqrt(expected * percent / 100.0);
    assertThat((double) writes).isCloseTo(expected, within(5 * deviation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecommerce", "ecommerce_basic"})
  void usersBrowseBuyAndReviewInSessions(String type) {
    RunResult result =
        DB.run(
            plan(type)
                .parameter("sessions", "true")
                .thinkTime(Pause.none())
                .transactions(3_000)
                .verify(true));

    requireSound(result, type.equals("ecommerce") ? 11 : 6);
    assertThat(result.sessions().orElseThrow().ended()).isPositive();
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .containsExactlyElementsOf(Visit.TRANSACTIONS);
    assertThat(result.transactions())
        .allSatisfy(named -> assertThat(named.counts().committed()).isPositive());
  }

  /** So few products that all workers want the same rows all the time. */
  @ParameterizedTest
  @ValueSource(strings = {"ecommerce_write", "ecommerce_basic_write"})
  void whoWantsTheSameStockRarelyDeadlocks(String type) {
    RunPlan plan = RunPlan.of(type).schema("shop_crowded_test").scale(10).workers(16);
    DB.rebuild(plan);
    long before = deadlocks();

    RunResult result = DB.run(plan.transactions(10_000).verify(true));

    assertThat(result.counts().failed()).isZero();
    assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    long counted =
        result.errors().stream()
            .filter(error -> error.sqlState().equals("40P01"))
            .mapToLong(error -> error.transactions() + error.retried())
            .sum();
    assertThat(counted).isLessThanOrEqualTo(10).isEqualTo(deadlocks() - before);
    DB.cleanup(plan);
  }

  private static long deadlocks() {
    // sessions hand in what they counted when they end, and all of the run have ended
    return TestServer.number(
        "public", "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }

  @Test
  void eachInvariantHoldsRightAfterTheLoad() {
    RunPlan plan = RunPlan.of("ecommerce").schema("shop_fresh_test").scale(20);
    DB.rebuild(plan);
    assertThat(DB.verify(plan)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
  }
}
