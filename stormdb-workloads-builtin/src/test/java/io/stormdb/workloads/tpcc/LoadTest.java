package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final String SCHEMA = "tpcc_load";
  private static final List<String> TABLES =
      List.of(
          "warehouse",
          "district",
          "customer",
          "history",
          "new_order",
          "orders",
          "order_line",
          "item",
          "stock");

  private static List<CheckResult> checks;

  @BeforeAll
  static void load() {
    LoadedSchema.db().rebuild(LoadedSchema.PLAN.schema(SCHEMA).scale(2));
    checks = LoadedSchema.db().verify(LoadedSchema.PLAN.schema(SCHEMA));
  }

  private static long count(String what) {
    return TestServer.number(SCHEMA, "SELECT count(*) FROM " + what);
  }

  private static Map<String, String> checksums(String schema) {
    Map<String, String> sums = new TreeMap<>();
    for (String table : TABLES) {
      sums.put(
          table,
          TestServer.string(
              schema,
              "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM " + table + " t"));
    }
    return sums;
  }

  @Nested
  class TheDataOfTwoWarehouses {

    @Test
    void hasTheCardinalitiesOfTheStandard() {
      assertThat(count("warehouse")).isEqualTo(2);
      assertThat(count("district")).isEqualTo(20);
      assertThat(count("customer")).isEqualTo(60_000);
      assertThat(count("history")).isEqualTo(60_000);
      assertThat(count("orders")).isEqualTo(60_000);
      assertThat(count("new_order")).isEqualTo(18_000);
      assertThat(count("item")).isEqualTo(100_000);
      assertThat(count("stock")).isEqualTo(200_000);
      // 60,000 orders of 5 to 15 lines: the standard deviation of the sum is 775
      assertThat(count("order_line")).isBetween(600_000L - 3_100, 600_000L + 3_100);
      assertThat(count("order_line"))
          .isEqualTo(TestServer.number(SCHEMA, "SELECT sum(o_ol_cnt) FROM orders"));
    }

    @Test
    void keepsTheTwelveConditions() {
      assertThat(checks).hasSize(12);
      assertThat(checks).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void ordersGoToEveryCustomerOnceInEachDistrict() {
      assertThat(
              TestServer.strings(
                  SCHEMA,
                  "SELECT o_w_id, o_d_id FROM orders GROUP BY 1, 2 HAVING count(DISTINCT o_c_id) <>"
                      + " 3000 OR min(o_c_id) <> 1 OR max(o_c_id) <> 3000"))
          .isEmpty();
      // in random order: of 3,000 shuffled, one is where it was before the shuffle, on average
      assertThat(count("orders WHERE o_id = o_c_id")).isLessThan(60);
    }

    @Test
    void fixedValuesAreThoseOfTheStandard() {
      assertThat(count("warehouse WHERE w_ytd <> 300000.00 OR w_tax NOT BETWEEN 0 AND 0.2"))
          .isZero();
      assertThat(count("district WHERE d_ytd <> 30000.00 OR d_next_o_id <> 3001")).isZero();
      assertThat(
              count(
                  "customer WHERE c_middle <> 'OE' OR c_balance <> -10 OR c_ytd_payment <> 10 OR"
                      + " c_payment_cnt <> 1 OR c_delivery_cnt <> 0 OR c_credit_lim <> 50000 OR"
                      + " c_discount NOT BETWEEN 0 AND 0.5 OR c_zip !~ '^[0-9]{4}11111$' OR c_phone"
                      + " !~ '^[0-9]{16}$' OR length(c_data) NOT BETWEEN 300 AND 500 OR"
                      + " length(c_first) NOT BETWEEN 8 AND 16"))
          .isZero();
      assertThat(
              count(
                  "stock WHERE s_quantity NOT BETWEEN 10 AND 100 OR s_ytd <> 0 OR s_order_cnt <> 0"
                      + " OR s_remote_cnt <> 0 OR s_dist_10 !~ '^[a-zA-Z0-9]{24}$' OR"
                      + " length(s_data) NOT BETWEEN 26 AND 50"))
          .isZero();
      assertThat(
              count(
                  "order_line WHERE ol_quantity <> 5 OR ol_supply_w_id <> ol_w_id OR CASE WHEN"
                      + " ol_o_id < 2101 THEN ol_delivery_d IS NULL OR ol_amount <> 0 ELSE"
                      + " ol_delivery_d IS NOT NULL OR ol_amount NOT BETWEEN 0.01 AND 9999.99 END"))
          .isZero();
      assertThat(
              count(
                  "order_line JOIN orders ON (ol_w_id, ol_d_id, ol_o_id) = (o_w_id, o_d_id, o_id)"
                      + " WHERE ol_delivery_d <> o_entry_d"))
          .isZero();
      assertThat(
              count(
                  "orders WHERE (o_id < 2101) <> (o_carrier_id BETWEEN 1 AND 10) IS TRUE OR"
                      + " o_all_local <> 1 OR o_ol_cnt NOT BETWEEN 5 AND 15"))
          .isZero();
      assertThat(count("history WHERE h_amount <> 10 OR h_w_id <> h_c_w_id OR h_d_id <> h_c_d_id"))
          .isZero();
      assertThat(
              count("item WHERE i_price NOT BETWEEN 1 AND 100 OR i_im_id NOT BETWEEN 1 AND 10000"))
          .isZero();
    }

    @Test
    void aTenthIsOriginalOrHasBadCredit() {
      // each within five standard deviations
      assertThat(count("stock WHERE s_data LIKE '%ORIGINAL%'")).isBetween(19_330L, 20_670L);
      assertThat(count("item WHERE i_data LIKE '%ORIGINAL%'")).isBetween(9_526L, 10_474L);
      assertThat(count("customer WHERE c_credit = 'BC'")).isBetween(5_633L, 6_367L);
      assertThat(count("customer WHERE c_credit NOT IN ('BC', 'GC')")).isZero();
    }

    @Test
    void firstThousandCustomersOfADistrictHaveAllLastNames() {
      assertThat(
              TestServer.strings(
                  SCHEMA,
                  "SELECT c_w_id, c_d_id FROM customer WHERE c_id <= 1000 GROUP BY 1, 2 HAVING"
                      + " count(DISTINCT c_last) <> 1000"))
          .isEmpty();
      assertThat(TestServer.string(SCHEMA, "SELECT c_last FROM customer WHERE c_id = 372 LIMIT 1"))
          .isEqualTo("PRICALLYOUGHT");
      assertThat(count("(SELECT DISTINCT c_last FROM customer) AS names")).isEqualTo(1_000);
    }

    @Test
    void lastNamesAreSkewedByTheConstantThatIsKeptWithTheData() {
      var data =
          LoadedSchema.db().run(LoadedSchema.PLAN.schema(SCHEMA).transactions(1).workers(1)).data();
      int cLoad = Integer.parseInt(String.valueOf(data.attribute(Constants.C_LOAD)));
      Skew skew = new Skew("names", NuRand.lastName(cLoad), Skew.counters("test"));
      long[] counted = new long[Skew.BINS];
      List<String> names =
          TestServer.strings(SCHEMA, "SELECT c_last FROM customer WHERE c_id > 1000");
      Map<String, Integer> numbers = new TreeMap<>();
      for (int number = 0; number < LastNames.COUNT; number++) {
        numbers.put(LastNames.of(number), number);
      }
      names.forEach(name -> counted[skew.binOf(numbers.get(name))]++);
      assertThat(skew.judge(counted).verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Nested
  class TheSameSeed {

    @Test
    void givesTheSameRowsAndAnotherSeedGivesOthers() {
      LoadedSchema.db().rebuild(LoadedSchema.PLAN.schema("tpcc_again").scale(1).seed(7));
      Map<String, String> first = checksums("tpcc_again");
      LoadedSchema.db().rebuild(LoadedSchema.PLAN.schema("tpcc_again").scale(1).seed(7));
      assertThat(checksums("tpcc_again")).isEqualTo(first);
      LoadedSchema.db().rebuild(LoadedSchema.PLAN.schema("tpcc_again").scale(1).seed(8));
      Map<String, String> other = checksums("tpcc_again");
      // which orders are undelivered is the same for all seeds
      assertThat(TABLES)
          .allSatisfy(
              table -> {
                if (!table.equals("new_order")) {
                  assertThat(other.get(table)).isNotEqualTo(first.get(table));
                }
              });
      LoadedSchema.db().cleanup(LoadedSchema.PLAN.schema("tpcc_again"));
    }
  }
}
