package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.api.Sql;
import io.stormdb.core.CheckResult;
import io.stormdb.core.MixWeights;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each transaction does to the rows, seen with one worker that runs nothing else. */
class EffectsTest {

  private static final String SCHEMA = "tpcc_effects";
  private static final RunPlan PLAN = RunPlan.of("tpcc").schema(SCHEMA).workers(1).seed(3);

  @BeforeAll
  static void load() {
    LoadedSchema.db().rebuild(PLAN.scale(2));
  }

  private static RunResult run(String only, long transactions) {
    RunResult result =
        LoadedSchema.db().run(PLAN.mix(MixWeights.parse(only + "=1")).transactions(transactions));
    assertThat(result.counts().failed()).isZero();
    return result;
  }

  private static void requireConditions() {
    assertThat(LoadedSchema.db().verify(PLAN))
        .hasSize(12)
        .extracting(CheckResult::verdict)
        .doesNotContain(Verdict.FAIL);
  }

  private static long number(String expression) {
    return TestServer.number(SCHEMA, "SELECT " + expression);
  }

  private static List<String> rows(String sql) {
    return TestServer.strings(SCHEMA, sql);
  }

  /** Runs a statement by itself, with whole numbers and texts for parameters. */
  private static List<String> query(Sql sql, Object... parameters) throws SQLException {
    try (Connection connection = TestServer.connect(SCHEMA);
        PreparedStatement statement = connection.prepareStatement(sql.text())) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<String> first = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          first.add(rows.getString(1));
        }
      }
      return first;
    }
  }

  @Nested
  class NewOrders {

    private static final String NEW_LINES =
        "order_line JOIN orders ON (ol_w_id, ol_d_id, ol_o_id) = (o_w_id, o_d_id, o_id) WHERE"
            + " o_entry_d > '2026-01-01T00:00:00Z'";

    @Test
    void takeFromStockWhatTheyWriteDown() {
      long ordersBefore = number("count(*) FROM orders");
      long waitingBefore = number("count(*) FROM new_order");
      long nextBefore = number("sum(d_next_o_id) FROM district");
      RunResult result = run(NewOrder.NAME, 600);
      long committed = result.counts().committed();
      assertThat(result.counts().rolledBack()).isBetween(1L, 20L);
      assertThat(committed + result.counts().rolledBack()).isEqualTo(600);
      // nothing is left of what was rolled back
      assertThat(number("count(*) FROM orders") - ordersBefore).isEqualTo(committed);
      assertThat(number("sum(d_next_o_id) FROM district") - nextBefore).isEqualTo(committed);
      assertThat(number("count(*) FROM new_order") - waitingBefore).isEqualTo(committed);

      assertThat(number("sum(s_order_cnt) FROM stock"))
          .isEqualTo(number("count(*) FROM " + NEW_LINES));
      assertThat(number("sum(s_ytd) FROM stock"))
          .isEqualTo(number("sum(ol_quantity) FROM " + NEW_LINES));
      assertThat(number("sum(s_remote_cnt) FROM stock"))
          .isEqualTo(number("count(*) FROM " + NEW_LINES + " AND ol_supply_w_id <> ol_w_id"))
          .isPositive();
      assertThat(rows("SELECT s_i_id FROM stock WHERE s_quantity NOT BETWEEN 10 AND 100"))
          .isEmpty();
      requireConditions();
    }

    @Test
    void writeDownPriceDistrictAndWhetherAllIsLocal() {
      run(NewOrder.NAME, 100);
      assertThat(
              rows(
                  "SELECT ol_amount, i_price FROM item, "
                      + NEW_LINES
                      + " AND ol_i_id = i_id AND ol_amount <> ol_quantity * i_price"))
          .isEmpty();
      assertThat(
              rows(
                  "SELECT ol_dist_info FROM stock, "
                      + NEW_LINES
                      + " AND s_w_id = ol_supply_w_id AND s_i_id = ol_i_id AND ol_dist_info <>"
                      + " (to_jsonb(stock) ->> ('s_dist_' || lpad(ol_d_id::text, 2, '0')))"))
          .isEmpty();
      assertThat(
              rows(
                  "SELECT o_id FROM "
                      + NEW_LINES
                      + " GROUP BY o_w_id, o_d_id, o_id, o_all_local HAVING o_all_local <>"
                      + " bool_and(ol_supply_w_id = ol_w_id)::int"))
          .isEmpty();
      assertThat(rows("SELECT o_id FROM orders WHERE o_w_id <> 1 AND o_id > 3000")).isEmpty();
    }

    @Test
    void mayNameAnItemTwice() {
      run(NewOrder.NAME, 600);
      assertThat(
              rows(
                  "SELECT o_id FROM "
                      + NEW_LINES
                      + " GROUP BY o_w_id, o_d_id, o_id, ol_i_id, ol_supply_w_id HAVING count(*) >"
                      + " 1"))
          .isNotEmpty();
      assertThat(number("sum(s_ytd) FROM stock"))
          .isEqualTo(number("sum(ol_quantity) FROM " + NEW_LINES));
    }

    @Test
    void followTheRuleOfQuantitiesForEachLine() throws SQLException {
      String quantity = "s_quantity FROM stock WHERE s_w_id = 2 AND s_i_id = 5";
      try (Connection connection = TestServer.connect(SCHEMA)) {
        connection.setAutoCommit(false);
        for (int[] step : new int[][] {{20, 10, 10}, {19, 10, 100}, {10, 1, 100}, {11, 1, 10}}) {
          try (PreparedStatement set =
              connection.prepareStatement(
                  "UPDATE stock SET s_quantity = ? WHERE s_w_id = 2 AND s_i_id = 5")) {
            set.setInt(1, step[0]);
            set.executeUpdate();
          }
          try (PreparedStatement add =
              connection.prepareStatement(NewOrder.ADD_LINE.text() + " ON CONFLICT DO NOTHING")) {
            int[] parameters = {15, 5, 2, step[1], 1, 3, 2_500, 3, 1};
            for (int i = 0; i < parameters.length; i++) {
              add.setInt(i + 1, parameters[i]);
            }
            add.executeUpdate();
          }
          try (PreparedStatement get = connection.prepareStatement("SELECT " + quantity);
              ResultSet row = get.executeQuery()) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(step[2]);
          }
        }
        connection.rollback();
      }
    }
  }

  @Nested
  class Payments {

    private static final String MONEY =
        """
        (SELECT 100 * sum(w_ytd) FROM warehouse)::bigint || ' '
        || (SELECT 100 * sum(d_ytd) FROM district)::bigint || ' '
        || (SELECT -100 * sum(c_balance) FROM customer)::bigint || ' '
        || (SELECT 100 * sum(c_ytd_payment) FROM customer)::bigint || ' '
        || (SELECT 100 * sum(h_amount) FROM history)::bigint""";

    private static long[] money() {
      return java.util.Arrays.stream(TestServer.string(SCHEMA, "SELECT " + MONEY).split(" "))
          .mapToLong(Long::parseLong)
          .toArray();
    }

    @Test
    void moveTheSameMoneyEverywhere() {
      long[] before = money();
      long historyBefore = number("count(*) FROM history");
      long countBefore = number("sum(c_payment_cnt) FROM customer");
      long remoteBefore = number("count(*) FROM history WHERE h_c_w_id <> h_w_id");
      RunResult result = run(Payment.NAME, 400);
      long[] after = money();
      long paid = after[4] - before[4];
      assertThat(paid).isBetween(400L * 1_00, 400L * 5_000_00);
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i] - before[i]).isEqualTo(paid);
      }
      assertThat(number("count(*) FROM history") - historyBefore).isEqualTo(400);
      assertThat(number("sum(c_payment_cnt) FROM customer") - countBefore).isEqualTo(400);
      assertThat(number("count(*) FROM history WHERE h_c_w_id <> h_w_id") - remoteBefore)
          .isEqualTo(result.counters().get("payments_remote"))
          .isBetween(30L, 90L);
      requireConditions();
    }

    @Test
    void ofOnesOwnWarehouseAreForTheDistrictOfTheTerminal() {
      run(Payment.NAME, 100);
      assertThat(rows("SELECT h_c_id FROM history WHERE h_c_w_id = h_w_id AND h_c_d_id <> h_d_id"))
          .isEmpty();
      assertThat(
              rows(
                  "SELECT h_data FROM history, warehouse, district WHERE w_id = h_w_id AND d_w_id ="
                      + " h_w_id AND d_id = h_d_id AND h_date > '2026-01-01T00:00:00Z' AND h_data"
                      + " <> w_name || '    ' || d_name"))
          .isEmpty();
    }

    @Test
    void areKeptInTheDataOfCustomersWithBadCreditOnly() {
      List<String> goodBefore =
          rows(
              "SELECT md5(string_agg(c_data, '' ORDER BY c_w_id, c_d_id, c_id)) FROM customer WHERE c_credit = 'GC'");
      run(Payment.NAME, 300);
      assertThat(
              rows(
                  "SELECT md5(string_agg(c_data, '' ORDER BY c_w_id, c_d_id, c_id)) FROM customer WHERE c_credit = 'GC'"))
          .isEqualTo(goodBefore);
      String lastPayments =
          """
          customer JOIN (
            SELECT DISTINCT ON (h_c_w_id, h_c_d_id, h_c_id) * FROM history
             WHERE h_date > '2026-01-01T00:00:00Z'
             ORDER BY h_c_w_id, h_c_d_id, h_c_id, h_date DESC) AS last_payment
            ON (c_w_id, c_d_id, c_id) = (h_c_w_id, h_c_d_id, h_c_id)
          WHERE c_credit = 'BC'""";
      assertThat(number("count(*) FROM " + lastPayments)).isPositive();
      assertThat(
              rows(
                  "SELECT c_data FROM "
                      + lastPayments
                      + " AND NOT starts_with(c_data, concat_ws(' ', h_c_id, h_c_d_id, h_c_w_id,"
                      + " h_d_id, h_w_id, h_amount) || ' ')"))
          .isEmpty();
      assertThat(number("max(length(c_data)) FROM customer")).isEqualTo(500);
    }
  }

  @Nested
  class CustomersByName {

    /** Who is meant, found the long way. */
    private static String inTheMiddle(int warehouse, int district, String name) {
      List<String> namesakes =
          rows(
              "SELECT c_id FROM customer WHERE c_w_id = %d AND c_d_id = %d AND c_last = '%s' ORDER BY c_first"
                  .formatted(warehouse, district, name));
      return namesakes.get((namesakes.size() + 1) / 2 - 1);
    }

    @Test
    void areTheOnesInTheMiddleRoundedUp() throws SQLException {
      for (int name = 0; name < 40; name++) {
        String lastName = LastNames.of(25 * name);
        assertThat(query(OrderStatus.ASK_BY_NAME, 2, 7, lastName, 2, 7))
            .isNotEmpty()
            .containsOnly(inTheMiddle(2, 7, lastName));
      }
    }

    @Test
    void payWhatOthersWithTheirNameDoNot() throws SQLException {
      String name = LastNames.of(333);
      String meant = inTheMiddle(1, 4, name);
      String payments =
          "c_payment_cnt FROM customer WHERE c_w_id = 1 AND c_d_id = 4 AND c_id = " + meant;
      long before = number(payments);
      assertThat(
              query(
                  Payment.PAY_BY_NAME,
                  1,
                  4,
                  name,
                  1,
                  4,
                  new java.math.BigDecimal("12.34"),
                  1,
                  4,
                  1,
                  4,
                  1))
          .containsExactly(meant);
      assertThat(number(payments)).isEqualTo(before + 1);
    }
  }

  @Nested
  class OrderStatuses {

    @Test
    void areThoseOfTheLastOrder() throws SQLException {
      run(NewOrder.NAME, 50);
      String order =
          rows("SELECT o_d_id, o_c_id FROM orders WHERE o_w_id = 1 AND o_id > 3000 ORDER BY o_id DESC, o_d_id LIMIT 1")
              .get(0);
      int district = Integer.parseInt(order.split("\\|")[0]);
      int customer = Integer.parseInt(order.split("\\|")[1]);
      String latest =
          "FROM orders WHERE o_w_id = 1 AND o_d_id = %d AND o_c_id = %d"
              .formatted(district, customer);
      long lines = number("o_ol_cnt " + latest + " ORDER BY o_id DESC LIMIT 1");
      assertThat(query(OrderStatus.ASK_BY_NUMBER, 1, district, customer))
          .hasSize((int) lines)
          .containsOnly(Integer.toString(customer));
    }

    @Test
    void changeNothing() {
      long orders = number("count(*) FROM orders");
      RunResult result = run(OrderStatus.NAME, 200);
      assertThat(result.counts().committed()).isEqualTo(200);
      assertThat(result.counters().get("order_statuses_by_name")).isBetween(85L, 155L);
      assertThat(number("count(*) FROM orders")).isEqualTo(orders);
    }
  }

  @Nested
  class Deliveries {

    @Test
    void takeTheOldestOrderOfEachDistrictUntilNoneIsLeft() {
      List<String> oldest =
          rows(
              "SELECT no_d_id, min(no_o_id) FROM new_order WHERE no_w_id = 1 GROUP BY 1 ORDER BY 1");
      List<Long> waiting = new ArrayList<>();
      rows("SELECT count(*) FROM new_order WHERE no_w_id = 1 GROUP BY no_d_id")
          .forEach(count -> waiting.add(Long.parseLong(count)));
      assertThat(oldest).hasSize(10);
      long delivered = number("sum(c_delivery_cnt) FROM customer");
      RunResult one = run(Delivery.NAME, 1);
      assertThat(one.counters()).containsEntry("delivery_districts_skipped", 0L);
      assertThat(number("sum(c_delivery_cnt) FROM customer") - delivered).isEqualTo(10);
      for (String district : oldest) {
        String[] id = district.split("\\|");
        assertThat(
                rows(
                    "SELECT o_id FROM orders WHERE o_w_id = 1 AND o_d_id = %s AND o_id = %s AND o_carrier_id BETWEEN 1 AND 10"
                        .formatted(id[0], id[1])))
            .hasSize(1);
      }
      // the customer is charged, and lines get their date, by the conditions
      long most = waiting.stream().mapToLong(Long::longValue).max().orElseThrow();
      long all = waiting.stream().mapToLong(Long::longValue).sum();
      RunResult rest = run(Delivery.NAME, most + 2);
      assertThat(rest.counters())
          .containsEntry("delivery_districts_skipped", 10 * (most + 3) - all);
      assertThat(number("count(*) FROM new_order WHERE no_w_id = 1")).isZero();
      assertThat(number("count(*) FROM new_order WHERE no_w_id = 2")).isEqualTo(9_000);
      requireConditions();
    }
  }

  @Nested
  class StockLevels {

    @Test
    void countItemsOfTheLastTwentyOrders() throws SQLException {
      for (int threshold = 10; threshold <= 20; threshold += 5) {
        assertThat(query(StockLevel.COUNT, 1, 2, 1, 2, 1, 2, 1, threshold))
            .containsExactly(
                TestServer.string(
                    SCHEMA,
                    """
                    SELECT count(DISTINCT s_i_id) FROM stock, order_line, district
                     WHERE d_w_id = 1 AND d_id = 2 AND ol_w_id = 1 AND ol_d_id = 2
                       AND ol_o_id BETWEEN d_next_o_id - 20 AND d_next_o_id - 1
                       AND s_w_id = 1 AND s_i_id = ol_i_id AND s_quantity < %d"""
                        .formatted(threshold)));
      }
    }
  }
}
