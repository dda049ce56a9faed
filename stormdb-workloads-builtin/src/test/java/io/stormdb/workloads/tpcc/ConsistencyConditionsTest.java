package io.stormdb.workloads.tpcc;

import static org.assertj.core.api.Assertions.assertThat;

import io.stormdb.api.Check;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyConditionsTest {

  @BeforeAll
  static void load() {
    LoadedSchema.load();
    assertThat(LoadedSchema.db().verify(LoadedSchema.PLAN))
        .extracting(CheckResult::verdict)
        .doesNotContain(Verdict.FAIL);
  }

  private static long violations(Statement statement, String condition) throws SQLException {
    Check check =
        ConsistencyConditions.ALL.stream()
            .filter(c -> c.name().equals("3.3.2." + condition))
            .findFirst()
            .orElseThrow();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT count(*) FROM (" + check.violationsSql() + ") AS violations")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Breaks the data, looks, and rolls back. */
  private static long violationsAfter(String condition, String damage) throws SQLException {
    try (Connection connection = TestServer.connect(LoadedSchema.NAME);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // keys would not allow some of it
      statement.execute("SET LOCAL session_replication_role = replica");
      assertThat(statement.executeUpdate(damage)).isPositive();
      long found = violations(statement, condition);
      connection.rollback();
      return found;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; UPDATE warehouse SET w_ytd = w_ytd + 0.01 WHERE w_id = 2",
        "1; DELETE FROM district WHERE d_w_id = 1",
        "2; UPDATE district SET d_next_o_id = d_next_o_id + 1 WHERE d_w_id = 1 AND d_id = 3",
        "2; DELETE FROM orders WHERE o_w_id = 1 AND o_d_id = 3",
        "2; INSERT INTO new_order VALUES (9999999, 3, 1)",
        "3; DELETE FROM new_order WHERE no_o_id = (SELECT max(no_o_id) - 1 FROM new_order)",
        "4; UPDATE orders SET o_ol_cnt = o_ol_cnt + 1 WHERE o_w_id = 1 AND o_d_id = 3 AND o_id = 7",
        "4; DELETE FROM order_line WHERE ol_w_id = 2 AND ol_d_id = 9",
        "4; DELETE FROM orders WHERE o_w_id = 2 AND o_d_id = 9",
        "5; UPDATE orders SET o_carrier_id = NULL WHERE o_w_id = 1 AND o_d_id = 3 AND o_id = 7",
        "5; DELETE FROM new_order WHERE no_w_id = 1 AND no_d_id = 3",
        "5; INSERT INTO new_order VALUES (9999999, 3, 1)",
        "6; DELETE FROM order_line WHERE ol_w_id = 1 AND ol_d_id = 3 AND ol_o_id = 7",
        "6; DELETE FROM orders WHERE o_w_id = 1 AND o_d_id = 3 AND o_id = 7",
        "7; UPDATE order_line SET ol_delivery_d = NULL WHERE ol_w_id = 1 AND ol_d_id = 3 AND ol_o_id = 7",
        "7; DELETE FROM orders WHERE o_w_id = 1 AND o_d_id = 3 AND o_id = 7",
        "8; UPDATE history SET h_amount = h_amount + 0.01 WHERE h_w_id = 2 AND h_c_id = 17",
        "8; DELETE FROM history WHERE h_w_id = 2",
        "9; UPDATE district SET d_ytd = d_ytd - 0.01 WHERE d_w_id = 2 AND d_id = 5",
        "9; DELETE FROM history WHERE h_w_id = 2 AND h_d_id = 5",
        "10; UPDATE customer SET c_balance = c_balance + 0.01 WHERE c_w_id = 1 AND c_d_id = 1 AND c_id = 1",
        "10; DELETE FROM history WHERE h_c_w_id = 1 AND h_c_d_id = 1 AND h_c_id = 1",
        "10; UPDATE order_line SET ol_delivery_d = now() WHERE ol_w_id = 1 AND ol_delivery_d IS NULL",
        "12; UPDATE customer SET c_ytd_payment = c_ytd_payment + 0.01 WHERE c_w_id = 1 AND c_d_id = 1 AND c_id = 1",
        "12; UPDATE order_line SET ol_delivery_d = now() WHERE ol_w_id = 1 AND ol_delivery_d IS NULL"
      })
  void aBrokenConditionIsFound(String condition, String damage) throws SQLException {
    assertThat(violationsAfter(condition, damage)).isPositive();
  }

  @Test
  void aCentIsFoundOnceAndNotTwice() throws SQLException {
    assertThat(
            violationsAfter(
                "10",
                "UPDATE customer SET c_balance = c_balance + 0.01 WHERE c_w_id = 1 AND c_d_id = 1"
                    + " AND c_id = 1"))
        .isEqualTo(1);
  }

  @Test
  void aDistrictWithoutWaitingOrdersIsNoViolation() throws SQLException {
    // all delivered: what is not waiting any more has a carrier, a date and a bill
    try (Connection connection = TestServer.connect(LoadedSchema.NAME);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("DELETE FROM new_order WHERE no_w_id = 1 AND no_d_id = 3");
      assertThat(violations(statement, "2")).isZero();
      assertThat(violations(statement, "3")).isZero();
      connection.rollback();
    }
  }

  @Test
  void theEleventhHoldsOnlyAfterALoad() {
    assertThat(ConsistencyConditions.ALL)
        .filteredOn(Check::onlyAfterLoad)
        .extracting(Check::name)
        .containsExactly("3.3.2.11");
  }

  @Test
  void theEleventhFindsAnOrderThatIsMissing() throws SQLException {
    try (Connection connection = TestServer.connect(LoadedSchema.NAME);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL session_replication_role = replica");
      long before = violations(statement, "11");
      statement.execute(
          "DELETE FROM orders WHERE o_w_id = 2 AND o_d_id = 9 AND o_carrier_id IS NOT NULL");
      assertThat(violations(statement, "11")).isGreaterThanOrEqualTo(Math.max(1, before));
      connection.rollback();
    }
  }
}
