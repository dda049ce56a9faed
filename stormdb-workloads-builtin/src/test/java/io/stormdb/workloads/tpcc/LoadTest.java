package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.RunPlan;
import io.stormdb.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {

  private static final String SCHEMA = "tpcc_load";

  /** Tables, and the column that says which warehouse a row belongs to. */
  private static final Map<String, String> TABLES =
      Map.of(
          "warehouse", "w_id",
          "district", "d_w_id",
          "customer", "c_w_id",
          "history", "h_w_id",
          "new_order", "no_w_id",
          "orders", "o_w_id",
          "order_line", "ol_w_id",
          "item", "1",
          "stock", "s_w_id");

  private static List<CheckResult> checks;

  @BeforeAll
  static void load() {
    LoadedSchema.db().rebuild(LoadedSchema.PLAN.schema(SCHEMA).scale(2));
    checks = LoadedSchema.db().verify(LoadedSchema.PLAN.schema(SCHEMA));
  }

  private static long count(String what) {
    return TestServer.number(SCHEMA, "SELECT count(*) FROM " + what);
  }

  /** Of the rows of the first warehouse, by table. */
  private static Map<String, String> checksums(String schema) {
    Map<String, String> sums = new TreeMap<>();
    TABLES.forEach(
        (table, warehouse) ->
            sums.put(
                table,
                TestServer.string(
                    schema,
                    "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM %s t WHERE %s = 1"
                        .formatted(table, warehouse))));
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

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "warehouse; w_id integer, w_name varchar(10), w_street_1 varchar(20), w_street_2 varchar(20), w_city varchar(20), w_state char(2), w_zip char(9), w_tax numeric(4,4), w_ytd numeric(12,2)",
          "district; d_id smallint, d_w_id integer, d_name varchar(10), d_street_1 varchar(20), d_street_2 varchar(20), d_city varchar(20), d_state char(2), d_zip char(9), d_tax numeric(4,4), d_ytd numeric(12,2), d_next_o_id integer",
          "customer; c_id integer, c_d_id smallint, c_w_id integer, c_first varchar(16), c_middle char(2), c_last varchar(16), c_street_1 varchar(20), c_street_2 varchar(20), c_city varchar(20), c_state char(2), c_zip char(9), c_phone char(16), c_since timestamptz, c_credit char(2), c_credit_lim numeric(12,2), c_discount numeric(4,4), c_balance numeric(12,2), c_ytd_payment numeric(12,2), c_payment_cnt integer, c_delivery_cnt integer, c_data varchar(500)",
          "history; h_c_id integer, h_c_d_id smallint, h_c_w_id integer, h_d_id smallint, h_w_id integer, h_date timestamptz, h_amount numeric(6,2), h_data varchar(24)",
          "new_order; no_o_id integer, no_d_id smallint, no_w_id integer",
          "orders; o_id integer, o_d_id smallint, o_w_id integer, o_c_id integer, o_entry_d timestamptz, o_carrier_id smallint, o_ol_cnt smallint, o_all_local smallint",
          "order_line; ol_o_id integer, ol_d_id smallint, ol_w_id integer, ol_number smallint, ol_i_id integer, ol_supply_w_id integer, ol_delivery_d timestamptz, ol_quantity smallint, ol_amount numeric(6,2), ol_dist_info char(24)",
          "item; i_id integer, i_im_id integer, i_name varchar(24), i_price numeric(5,2), i_data varchar(50)",
          "stock; s_i_id integer, s_w_id integer, s_quantity smallint, s_dist_01 char(24), s_dist_02 char(24), s_dist_03 char(24), s_dist_04 char(24), s_dist_05 char(24), s_dist_06 char(24), s_dist_07 char(24), s_dist_08 char(24), s_dist_09 char(24), s_dist_10 char(24), s_ytd integer, s_order_cnt integer, s_remote_cnt integer, s_data varchar(50)"
        })
    void hasTheColumnsOfTheStandard(String table, String columns) {
      assertThat(
              TestServer.string(
                  SCHEMA,
                  """
                  SELECT string_agg(
                           column_name || ' '
                           || CASE udt_name WHEN 'int4' THEN 'integer' WHEN 'int2' THEN 'smallint'
                                            WHEN 'bpchar' THEN 'char' ELSE udt_name END
                           || CASE WHEN udt_name = 'numeric'
                                   THEN format('(%%s,%%s)', numeric_precision, numeric_scale)
                                   WHEN character_maximum_length IS NOT NULL
                                   THEN format('(%%s)', character_maximum_length)
                                   ELSE '' END, ', ' ORDER BY ordinal_position)
                    FROM information_schema.columns
                   WHERE table_schema = '%s' AND table_name = '%s'"""
                      .formatted(SCHEMA, table)))
          .isEqualTo(columns);
    }

    @Test
    void hasTheKeysOfTheStandard() {
      assertThat(
              TestServer.strings(
                  SCHEMA,
                  """
                  SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint
                   WHERE connamespace = 'tpcc_load'::regnamespace AND contype IN ('p', 'f')
                     AND conrelid <> 'stormdb_marker'::regclass"""))
          .containsExactlyInAnyOrder(
              "warehouse|PRIMARY KEY (w_id)",
              "district|PRIMARY KEY (d_w_id, d_id)",
              "district|FOREIGN KEY (d_w_id) REFERENCES warehouse(w_id)",
              "customer|PRIMARY KEY (c_w_id, c_d_id, c_id)",
              "customer|FOREIGN KEY (c_w_id, c_d_id) REFERENCES district(d_w_id, d_id)",
              "history|FOREIGN KEY (h_c_w_id, h_c_d_id, h_c_id) REFERENCES customer(c_w_id, c_d_id,"
                  + " c_id)",
              "history|FOREIGN KEY (h_w_id, h_d_id) REFERENCES district(d_w_id, d_id)",
              "new_order|PRIMARY KEY (no_w_id, no_d_id, no_o_id)",
              "new_order|FOREIGN KEY (no_w_id, no_d_id, no_o_id) REFERENCES orders(o_w_id, o_d_id,"
                  + " o_id)",
              "orders|PRIMARY KEY (o_w_id, o_d_id, o_id)",
              "orders|FOREIGN KEY (o_w_id, o_d_id, o_c_id) REFERENCES customer(c_w_id, c_d_id,"
                  + " c_id)",
              "order_line|PRIMARY KEY (ol_w_id, ol_d_id, ol_o_id, ol_number)",
              "order_line|FOREIGN KEY (ol_w_id, ol_d_id, ol_o_id) REFERENCES orders(o_w_id, o_d_id,"
                  + " o_id)",
              "order_line|FOREIGN KEY (ol_supply_w_id, ol_i_id) REFERENCES stock(s_w_id, s_i_id)",
              "item|PRIMARY KEY (i_id)",
              "stock|PRIMARY KEY (s_w_id, s_i_id)",
              "stock|FOREIGN KEY (s_w_id) REFERENCES warehouse(w_id)",
              "stock|FOREIGN KEY (s_i_id) REFERENCES item(i_id)");
    }

    @Test
    void isAboutAsLargeAsForetold() {
      long bytes =
          TestServer.number(
              SCHEMA,
              "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relkind = 'r' AND"
                  + " relnamespace = 'tpcc_load'::regnamespace");
      double foretold = LoadedSchema.db().expectedBytes(LoadedSchema.PLAN.schema(SCHEMA));
      assertThat(bytes / foretold).isBetween(0.9, 1.1);
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
  class TheSeed {

    @Test
    void decidesAboutEveryRowWhateverElseIsLoadedAndByWhichThread() {
      RunPlan again = LoadedSchema.PLAN.schema("tpcc_again").scale(1);
      LoadedSchema.db().rebuild(again);
      Map<String, String> first = checksums(SCHEMA);
      assertThat(first).hasSize(9);
      assertThat(checksums("tpcc_again")).isEqualTo(first);
      LoadedSchema.db().rebuild(again.seed(8));
      Map<String, String> other = checksums("tpcc_again");
      LoadedSchema.db().cleanup(again);
      // which orders are undelivered is the same for all seeds
      assertThat(other.get("new_order")).isEqualTo(first.get("new_order"));
      for (String table : TABLES.keySet()) {
        if (!table.equals("new_order")) {
          assertThat(other.get(table)).isNotEqualTo(first.get(table));
        }
      }
    }
  }
}
