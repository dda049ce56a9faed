package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.StatementKind;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each transaction finds or leaves behind. */
class EffectsTest {

  private static final String SCHEMA = "shop_effects_test";
  private static final String BASIC = "shop_basic_effects_test";
  private static final StormDb DB = StormDb.on(TestServer.dataSource());

  @BeforeAll
  static void load() {
    DB.rebuild(RunPlan.of("ecommerce").schema(SCHEMA).scale(500));
    DB.rebuild(RunPlan.of("ecommerce_basic").schema(BASIC).scale(500));
  }

  private static RunResult run(String only, long transactions) {
    return run("ecommerce", SCHEMA, only, transactions);
  }

  private static RunResult run(String type, String schema, String only, long transactions) {
    RunResult result =
        DB.run(
            RunPlan.of(type)
                .schema(schema)
                .mix(MixWeights.parse(only + "=1"))
                .workers(4)
                .transactions(transactions)
                .verify(true));
    assertThat(result.counts().committed()).isEqualTo(transactions);
    assertThat(result.checks()).filteredOn(check -> check.verdict() == Verdict.FAIL).isEmpty();
    return result;
  }

  private static long number(String sql) {
    return TestServer.number(SCHEMA, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "product_page",
        "category_page",
        "search",
        "product_reviews",
        "order_history",
        "user_by_email",
        "product_by_sku",
        "order_detail",
        "products_by_tag",
        "products_by_attributes",
        "recent_activity",
        "bought_together",
        "nearest_warehouse",
        "neighbours",
        "similar_reviews",
        "vendor_products",
        "price_history"
      })
  void aReadFindsRows(String name) {
    RunResult result = run(name, 200);
    long rows = result.statements().get(StatementKind.SELECT).rows();
    // words and attributes that were combined by chance may fit no product
    boolean mayMiss = name.equals("search") || name.equals("products_by_attributes");
    boolean isOptional = mayMiss || name.equals("product_reviews");
    assertThat(rows).isGreaterThanOrEqualTo(isOptional ? 50L : 150L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"product_page", "user_by_email", "product_by_sku", "nearest_warehouse"})
  void aReadByKeyNeverMisses(String name) {
    assertThat(run(name, 200).statements().get(StatementKind.SELECT).rows()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sales_by_day",
        "top_products",
        "customer_segments",
        "funnel",
        "spending_trend",
        "stock_report",
        "best_rated",
        "vendor_performance"
      })
  void aReportHasRows(String name) {
    RunResult result = run("ecommerce", SCHEMA, name, 10);
    assertThat(result.statements().get(StatementKind.SELECT).rows()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void theNearestWarehouseIsNearestOnTheEarth() {
    String nearest =
        "(SELECT id FROM warehouses AS w ORDER BY %s LIMIT 1)"
            + " = (SELECT id FROM warehouses AS w ORDER BY a.location <-> w.location LIMIT 1)";
    String greatCircle =
        """
        asin(sqrt(sin(radians(w.latitude - a.latitude) / 2) ^ 2
                  + cos(radians(w.latitude)) * cos(radians(a.latitude))
                    * sin(radians(w.longitude - a.longitude) / 2) ^ 2))
        """;
    long percent =
        number(
            "SELECT count(*) FILTER (WHERE %s) * 100 / count(*) FROM shipping_addresses AS a"
                .formatted(nearest.formatted(greatCircle)));
    assertThat(percent).isGreaterThan(90);
  }

  @Test
  void aSearchIsCountedWithWhatItFinds() {
    RunResult result = run("search", 100);
    assertThat(result.counters()).containsEntry("searches", 100L);
    assertThat(result.measures().get("search_hits").values().count()).isEqualTo(100);
    assertThat(result.measures().get("search_hits").values().sum())
        .isEqualTo(result.statements().get(StatementKind.SELECT).rows());
  }

  @Nested
  class ACheckout {

    @Test
    void takesFromTheStockWhatTheOrderHas() {
      String stock = "SELECT sum(available) FROM inventory";
      String sold = "SELECT sum(quantity) FROM order_items";
      long stockBefore = number(stock);
      long soldBefore = number(sold);
      long ordersBefore = number("SELECT count(*) FROM orders");
      long centsBefore = number("SELECT (sum(total) * 100)::bigint FROM orders");

      RunResult result = run("checkout", 400);

      assertThat(stockBefore - number(stock)).isEqualTo(number(sold) - soldBefore).isPositive();
      assertThat(result.counters())
          .containsEntry("orders_placed", number("SELECT count(*) FROM orders") - ordersBefore)
          .containsEntry(
              "revenue_cents",
              number("SELECT (sum(total) * 100)::bigint FROM orders") - centsBefore);
      assertThat(result.measures()).containsKey("basket_value");
    }

    @Test
    void emptiesTheCartOfWhatWasBought() {
      long bought =
          number(
              "SELECT count(*) FROM cart_items AS c JOIN orders AS o USING (user_id)"
                  + " JOIN order_items AS i ON i.order_id = o.id AND i.product_id = c.product_id"
                  + " WHERE o.placed_at > c.added_at");
      assertThat(bought).isZero();
      run("add_to_cart", 300);
      assertThat(number("SELECT count(*) FROM cart_items")).isPositive();
      run("checkout", 300);
      assertThat(
              number(
                  "SELECT count(*) FROM cart_items AS c JOIN orders AS o USING (user_id)"
                      + " JOIN order_items AS i ON i.order_id = o.id AND i.product_id = c.product_id"
                      + " WHERE o.placed_at > c.added_at"))
          .isZero();
    }

    @Test
    void placesNoOrderWhenNothingIsInStock() {
      TestServer.execute(BASIC, "CREATE TABLE kept AS SELECT * FROM inventory");
      TestServer.execute(BASIC, "UPDATE inventory SET available = 0");
      try {
        RunResult result = run("ecommerce_basic", BASIC, "checkout", 20);
        assertThat(result.counters().getOrDefault("orders_placed", 0L)).isZero();
        assertThat(result.counters().get("lines_out_of_stock")).isPositive();
      } finally {
        TestServer.execute(
            BASIC,
            "UPDATE inventory AS i SET available = kept.available FROM kept"
                + " WHERE kept.product_id = i.product_id AND kept.warehouse_id = i.warehouse_id");
        TestServer.execute(BASIC, "DROP TABLE kept");
      }
    }
  }

  @Test
  void aCartKeepsNoMoreThanTenOfAProduct() {
    run("add_to_cart", 1_000);
    assertThat(number("SELECT max(quantity) FROM cart_items")).isBetween(2L, 10L);
  }

  @Test
  void aReviewCountsOnce() {
    long before = number("SELECT count(*) FROM reviews");
    RunResult result = run("review", 500);
    assertThat(result.counters())
        .containsEntry("reviews_written", number("SELECT count(*) FROM reviews") - before);
    assertThat(number("SELECT count(*) FROM review_embeddings"))
        .isEqualTo(number("SELECT count(*) FROM reviews"));
  }

  @Test
  void aNewUserHasAnAddressAndAnEmailOfItsOwn() {
    long before = number("SELECT count(*) FROM users");
    run("register_user", 100);
    // the same numbers are drawn again
    run("register_user", 100);
    assertThat(number("SELECT count(*) FROM users") - before).isEqualTo(200);
    assertThat(number("SELECT count(*) FROM users")) //
        .isEqualTo(number("SELECT count(*) FROM shipping_addresses"));
  }

  @Test
  void aVisitLeavesEventsInThePartitionOfRuns() {
    long sessions = number("SELECT count(*) FROM user_sessions");
    long events = number("SELECT count(*) FROM events_of_runs");
    RunResult result = run("record_visit", 100);
    assertThat(number("SELECT count(*) FROM user_sessions") - sessions).isEqualTo(100);
    assertThat(number("SELECT count(*) FROM events_of_runs") - events)
        .isEqualTo(result.statements().get(StatementKind.COMPOUND).rows());
  }

  @Test
  void aProfileIsUpdated() {
    long before = number("SELECT sum(loyalty_points) FROM users");
    run("update_profile", 100);
    assertThat(number("SELECT sum(loyalty_points) FROM users") - before).isEqualTo(100);
  }

  @Test
  void ordersAreShippedTheOldestFirst() {
    run("checkout", 50);
    long before = number("SELECT count(*) FROM orders WHERE status = 'placed'");
    long oldest = number("SELECT min(id) FROM orders WHERE status = 'placed'");
    RunResult result = run("ship_order", 20);
    assertThat(result.counters().get("orders_shipped")).isPositive();
    assertThat(before - number("SELECT count(*) FROM orders WHERE status = 'placed'"))
        .isEqualTo(result.counters().get("orders_shipped"));
    assertThat(TestServer.string(SCHEMA, "SELECT status FROM orders WHERE id = " + oldest))
        .isEqualTo("shipped");
  }

  @Test
  void aCancelledOrderGivesItsStockBack() {
    run("checkout", 50);
    long stock = number("SELECT sum(available) FROM inventory");
    String cancelled =
        "SELECT coalesce(sum(quantity), 0) FROM order_items AS i JOIN orders AS o"
            + " ON o.id = i.order_id WHERE o.status = 'cancelled'";
    long before = number(cancelled);
    RunResult result = run("cancel_order", 10);
    assertThat(result.counters().get("orders_cancelled")).isPositive();
    assertThat(number("SELECT sum(available) FROM inventory") - stock)
        .isEqualTo(number(cancelled) - before)
        .isPositive();
  }

  @Test
  void restockingFillsWhatIsLow() {
    TestServer.execute(BASIC, "UPDATE inventory SET available = 0 WHERE product_id <= 5");
    run("ecommerce_basic", BASIC, "restock", 10);
    assertThat(
            TestServer.number(
                BASIC, "SELECT count(*) FROM inventory WHERE available <= reorder_level"))
        .isZero();
  }

  @Test
  void aChangedCostChangesThePriceAndItsHistory() {
    long before = number("SELECT count(*) FROM price_history");
    run("change_cost", 100);
    assertThat(number("SELECT count(*) FROM price_history") - before).isBetween(50L, 100L);
  }

  @Test
  void aChangedPriceStaysAPrice() {
    String price = "SELECT sum(price) FROM products";
    String before = TestServer.string(BASIC, price);
    run("ecommerce_basic", BASIC, "change_price", 100);
    assertThat(TestServer.string(BASIC, price)).isNotEqualTo(before);
  }

  @Nested
  class Triggers {

    private void setStock(long product, int available) {
      TestServer.execute(
          SCHEMA,
          "UPDATE inventory SET available = %d WHERE product_id = %d"
              .formatted(available, product));
    }

    private long openOrders(long product) {
      return number(
          "SELECT count(*) FROM purchase_orders WHERE status = 'open' AND product_id = " + product);
    }

    @Test
    void lowStockRaisesOnePurchaseOrderAndNotOneAnUpdate() {
      setStock(7, 10);
      assertThat(openOrders(7)).isEqualTo(1);
      setStock(7, 9);
      setStock(7, 8);
      assertThat(openOrders(7)).isEqualTo(1);
      assertThat(
              number(
                  "SELECT count(*) FROM purchase_order_items AS i JOIN purchase_orders AS o"
                      + " ON o.id = i.purchase_order_id WHERE o.product_id = 7 AND o.status = 'open'"))
          .isEqualTo(3);
    }

    @Test
    void enoughStockRaisesNone() {
      TestServer.execute(
          SCHEMA, "UPDATE inventory SET available = full_level WHERE product_id = 8");
      TestServer.execute(
          SCHEMA, "UPDATE inventory SET available = reorder_level + 1 WHERE product_id = 8");
      assertThat(openOrders(8)).isZero();
    }

    @Test
    void theLastReceiptCompletesThePurchaseOrderAndFillsTheStock() {
      setStock(9, 3);
      long order =
          number("SELECT id FROM purchase_orders WHERE status = 'open' AND product_id = 9");
      String half =
          "UPDATE purchase_order_items SET received = ordered / 2 WHERE purchase_order_id = ";
      TestServer.execute(SCHEMA, half + order);
      assertThat(openOrders(9)).isEqualTo(1);
      TestServer.execute(
          SCHEMA,
          "UPDATE purchase_order_items SET received = ordered WHERE purchase_order_id = " + order);
      assertThat(
              TestServer.string(SCHEMA, "SELECT status FROM purchase_orders WHERE id = " + order))
          .isEqualTo("received");
      assertThat(
              number(
                  "SELECT count(*) FROM inventory"
                      + " WHERE product_id = 9 AND available = full_level"))
          .isEqualTo(3);
    }

    @Test
    void receiptsBringWhatWasOrdered() {
      setStock(10, 5);
      setStock(11, 5);
      RunResult result = run("receive_purchase_order", 40);
      assertThat(result.counters().get("purchase_order_receipts")).isPositive();
    }

    @Test
    void aPriceCannotLeaveItsMargin() {
      TestServer.execute(SCHEMA, "UPDATE products SET price = 1 WHERE id = 12");
      assertThat(
              number(
                  "SELECT count(*) FROM products WHERE id = 12"
                      + " AND price = round(cost * (100 + margin_percent) / 100, 2)"))
          .isEqualTo(1);
    }
  }
}
