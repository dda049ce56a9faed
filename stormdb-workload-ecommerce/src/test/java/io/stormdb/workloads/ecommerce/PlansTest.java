package io.stormdb.workloads.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Sql;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.testkit.GenericPlan;
import io.stormdb.testkit.TestServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether statements use the index that is meant for them once there is some data. */
class PlansTest {

  private static final String SCHEMA = "shop_plans_test";
  private static final String BASIC = "shop_basic_plans_test";
  private static final int SCALE = 20_000;

  @BeforeAll
  static void load() {
    StormDb db = StormDb.on(TestServer.dataSource());
    db.rebuild(RunPlan.of("ecommerce").schema(SCHEMA).scale(SCALE));
    db.rebuild(RunPlan.of("ecommerce_basic").schema(BASIC).scale(SCALE));
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of(Reads.BY_EMAIL, "users_email", "varchar", "'user5@shop.example'"),
        Arguments.of(Reads.BY_SKU, "products_sku", "varchar", "'SKU-1000005'"),
        Arguments.of(Reads.PRODUCT, "products_pkey", "bigint", "5"),
        Arguments.of(Reads.PRODUCT, "inventory_pkey", "bigint", "5"),
        Arguments.of(Reads.CATEGORY, "products_category", "varchar", "'garden'"),
        Arguments.of(Reads.FOUND, "products_words", "varchar", "'kettle'"),
        Arguments.of(Reads.TAGGED, "products_tags", "varchar", "'{limited,vintage}'"),
        Arguments.of(
            Reads.WITH_ATTRIBUTES,
            "products_attributes",
            "varchar",
            "'{\"colour\": \"red\", \"material\": \"steel\"}'"),
        Arguments.of(Reads.REVIEWS, "reviews_newest", "bigint", "5"),
        Arguments.of(
            ReviewEmbeddings.SIMILAR,
            "review_embeddings_near",
            "varchar",
            "'[1" + ",0".repeat(ReviewEmbeddings.DIMENSIONS - 1) + "]'"),
        Arguments.of(Reads.ORDERS, "orders_user", "bigint", "5"),
        Arguments.of(Reads.ORDER, "order_items_pkey", "bigint", "5"),
        Arguments.of(Reads.ORDER, "payments_pkey", "bigint", "5"),
        Arguments.of(Reads.RECENT, "user_id_occurred_at", "bigint", "5"),
        Arguments.of(Reads.BOUGHT_TOGETHER, "order_items_product", "bigint", "5"),
        Arguments.of(Reads.BOUGHT_TOGETHER, "order_items_pkey", "bigint", "5"),
        Arguments.of(Reads.NEAREST_WAREHOUSE, "shipping_addresses_pkey", "bigint", "5"),
        Arguments.of(Reads.NEAREST_WAREHOUSE, "warehouses_location", "bigint", "5"),
        Arguments.of(Reads.NEIGHBOURS, "addresses_location", "bigint", "5"),
        Arguments.of(Reads.VENDOR, "products_vendor", "bigint", "5"),
        Arguments.of(Reads.PRICES, "price_history_product", "bigint", "5"),
        Arguments.of(Analytics.SALES_BY_DAY, "orders_placed", "int", "5"),
        Arguments.of(Analytics.FUNNEL, "occurred_at", "int", "5"),
        Arguments.of(
            Checkout.PAY,
            "inventory_pkey",
            "bigint[], int[], bigint, bigint, varchar, bigint",
            "'{1,2}', '{1,1}', 5, 5, 'card', 5"),
        Arguments.of(
            Checkout.PAY,
            "cart_items_pkey",
            "bigint[], int[], bigint, bigint, varchar, bigint",
            "'{1,2}', '{1,1}', 5, 5, 'card', 5"),
        Arguments.of(Writes.RECEIVE, "purchase_orders_waiting", "", ""),
        Arguments.of(Writes.RECEIVE, "purchase_order_items_pkey", "", ""),
        Arguments.of(Writes.SHIP, "orders_waiting", "", ""),
        Arguments.of(Writes.CANCEL, "orders_waiting", "", ""),
        Arguments.of(
            Writes.PUT, "Arbiter Indexes: cart_items_pkey", "bigint, bigint, int", "5, 5, 1"),
        Arguments.of(
            Review.PLAIN,
            "products_pkey",
            "bigint, bigint, int, varchar, varchar",
            "5, 5, 5, 'Good', 'Good.'"),
        Arguments.of(Writes.UPDATE_PROFILE, "users_pkey", "boolean, bigint", "true, 5"),
        Arguments.of(Writes.CHANGE_COST, "products_pkey", "numeric, bigint", "1.01, 5"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void useTheIndexThatIsMeantForThem(Sql sql, String index, String types, String values) {
    assertThat(GenericPlan.of(SCHEMA, sql, types, values))
        .anyMatch(line -> line.contains("Index") && line.contains(index));
  }

  @Test
  void ofTheBasicShopDoSoToo() {
    assertThat(GenericPlan.of(BASIC, Writes.RESTOCK, "", ""))
        .anyMatch(line -> line.contains("Index") && line.contains("inventory_low"));
    assertThat(GenericPlan.of(BASIC, Writes.CHANGE_PRICE, "numeric, bigint", "1.01, 5"))
        .anyMatch(line -> line.contains("Index") && line.contains("products_pkey"));
  }

  /** Those that keep values unique have a use of their own. */
  private static List<String> unusedIndexes(String schema) {
    return TestServer.strings(
        schema,
        """
        SELECT coalesce(pg_partition_root(indexrelid), indexrelid)::regclass
          FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid)
         WHERE schemaname = '%s' AND NOT indisunique
         GROUP BY 1
        HAVING sum(idx_scan) = 0
         ORDER BY 1
        """
            .formatted(schema));
  }

  @ParameterizedTest
  @CsvSource({"ecommerce, " + SCHEMA, "ecommerce_basic, " + BASIC})
  void leaveNoIndexUnused(String type, String schema) {
    boolean hasVendors = type.equals("ecommerce");
    Population population = new Population(Cardinality.of((long) SCALE), 42);
    Shopper shopper = new Shopper.Anybody(population.popularity());
    ReviewEmbeddings embeddings = hasVendors ? new ReviewEmbeddings(42) : null;
    String mix =
        Stream.of(
                new Reads(population, shopper).all(hasVendors, embeddings),
                new Writes(shopper).all(hasVendors, embeddings),
                Analytics.all(hasVendors))
            .flatMap(List::stream)
            .map(named -> named.name() + "=1")
            .collect(Collectors.joining(","));
    TestServer.execute("SELECT pg_stat_reset()");
    RunResult result =
        StormDb.run(
            RunPlan.of(type).schema(schema).mix(MixWeights.parse(mix)).transactions(500),
            TestServer.dataSource());
    assertThat(result.counts().failed()).isZero();
    assertThat(unusedIndexes(schema)).isEmpty();
  }
}
