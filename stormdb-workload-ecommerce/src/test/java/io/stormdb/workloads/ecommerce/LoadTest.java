package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

  private static final StormDb DB = StormDb.on(TestServer.dataSource());
  private static final List<String> TABLES =
      List.of(
          "warehouses",
          "users",
          "shipping_addresses",
          "vendors",
          "products",
          "inventory",
          "orders",
          "order_items",
          "payments",
          "reviews",
          "review_embeddings",
          "user_sessions",
          "events",
          "price_history",
          "cart_items",
          "purchase_orders",
          "purchase_order_items");

  private static List<String> checksums(String schema) {
    return TABLES.stream()
        .map(
            table ->
                TestServer.string(
                    schema,
                    "SELECT '%1$s ' || count(*) || ' ' || sum(hashtextextended(t::text, 0))"
                            .formatted(table)
                        + " FROM "
                        + table
                        + " AS t"))
        .toList();
  }

  private static List<String> loaded(String schema, long seed) {
    DB.rebuild(RunPlan.of("ecommerce").schema(schema).scale(300).seed(seed));
    return checksums(schema);
  }

  @Test
  void theSameSeedGivesTheSameRowsAndAnotherOneOthers() {
    List<String> first = loaded("shop_load_test", 7);
    assertThat(loaded("shop_load_again_test", 7)).isEqualTo(first);
    assertThat(loaded("shop_load_again_test", 8)).doesNotContainAnyElementsOf(first.subList(1, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19})
  void theSmallestShopsAreWhole(int scale) {
    for (String type : List.of("ecommerce", "ecommerce_basic")) {
      RunPlan plan = RunPlan.of(type).schema("shop_tiny_test").scale(scale).workers(2);
      DB.rebuild(plan);
      assertThat(DB.verify(plan)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
      assertThat(DB.run(plan.transactions(300).verify(true)).counts().failed()).isZero();
      DB.cleanup(plan);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "order totals, UPDATE order_items SET quantity = quantity + 1 WHERE order_id = 3",
    "payments, UPDATE payments SET refunded = NOT refunded WHERE order_id = 3",
    "shipping, UPDATE orders SET shipped_at = NULL WHERE status = 'delivered'",
    "ratings, UPDATE products SET rating_sum = rating_sum + 1 WHERE id = 3",
    "sequence of events, UPDATE users SET signed_up_at = now()",
    "receipts, 'UPDATE purchase_orders SET status = ''received'' WHERE status = ''open'''",
    "margins, UPDATE products SET margin_percent = margin_percent + 1 WHERE id = 3",
    "price history, DELETE FROM price_history WHERE product_id = 3"
  })
  void aPlantedViolationIsFound(String check, String sql) {
    RunPlan plan = RunPlan.of("ecommerce").schema("shop_violation_test").scale(100);
    DB.rebuild(plan);
    TestServer.execute("shop_violation_test", "UPDATE inventory SET available = 1");
    TestServer.execute("shop_violation_test", "SET session_replication_role = replica; " + sql);
    assertThat(DB.verify(plan))
        .filteredOn(result -> result.verdict() == Verdict.FAIL)
        .extracting(CheckResult::name)
        .containsExactly(check);
  }

  @Test
  void moreHappensInTheEveningAndAtWeekendsThanAtNight() {
    List<String> unused = loaded("shop_load_test", 7);
    long evening = ordersBetween(18, 22);
    long night = ordersBetween(1, 5);
    assertThat(evening).isGreaterThan(5 * night);
    assertThat(unused).hasSize(TABLES.size());
  }

  private static long ordersBetween(int from, int to) {
    return TestServer.number(
        "shop_load_test",
        "SELECT count(*) FROM orders WHERE extract(hour FROM placed_at AT TIME ZONE 'UTC') >= %d"
                .formatted(from)
            + " AND extract(hour FROM placed_at AT TIME ZONE 'UTC') < "
            + to);
  }

  @Test
  void fewProductsHaveMostOfTheSales() {
    List<String> sold = loaded("shop_load_test", 7);
    assertThat(sold).isNotEmpty();
    long most =
        TestServer.number(
            "shop_load_test",
            "SELECT sum(n) FROM (SELECT count(*) AS n FROM order_items GROUP BY product_id"
                + " ORDER BY 1 DESC LIMIT 15) AS top");
    long all = TestServer.number("shop_load_test", "SELECT count(*) FROM order_items");
    // 10 in 100 products, and by Zipf's law with 0.8 nearly half of the sales
    assertThat(most).isGreaterThan(all * 35 / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecommerce", "ecommerce_basic"})
  void theRoomThatIsExpectedIsAboutWhatItTakes(String type) {
    DB.rebuild(RunPlan.of(type).schema("shop_size_test").scale(10_000));
    long bytes =
        TestServer.number(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'shop_size_test'::regnamespace");
    boolean hasVendors = type.equals("ecommerce");
    assertThat(
            new EcommerceWorkload(
                    hasVendors,
                    Mode.MIXED,
                    false,
                    hasVendors ? ReviewEmbeddings.Wanted.AUTO : ReviewEmbeddings.Wanted.OFF)
                .expectedBytes(10_000))
        .isBetween(bytes * 9 / 10, bytes * 11 / 10);
    DB.cleanup(RunPlan.of(type).schema("shop_size_test"));
  }

  @Test
  void tablesHaveTheRowsThatTheManualSays() {
    DB.rebuild(RunPlan.of("ecommerce").schema("shop_load_test").scale(1_000));
    assertThat(
            Stream.of("users", "products", "inventory", "orders", "payments", "user_sessions")
                .map(table -> TestServer.number("shop_load_test", "SELECT count(*) FROM " + table)))
        .containsExactly(1_000L, 500L, 1_500L, 2_000L, 2_000L, 2_000L);
  }
}
