package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

  @ParameterizedTest
  @CsvSource({
    "40001, serialization_failure",
    "40P01, deadlock",
    "40002, transaction_rollback",
    "23505, constraint_violation",
    "23P01, constraint_violation",
    "53300, too_many_connections",
    "SD003, connection_timeout",
    "SD004, no_free_port",
    "57014, query_cancelled",
    "57P01, admin_shutdown",
    "SD001, unexpected_rows",
    "HV000, sqlstate_class_HV"
  })
  void namesConditionsAndOtherwiseClasses(String state, String name) {
    assertThat(SqlStates.nameOf(state)).isEqualTo(name);
  }

  @Test
  void namesWhatHasNoState() {
    assertThat(SqlStates.nameOf(new SQLException("no"))).isEqualTo("driver_error");
    assertThat(SqlStates.describe(new SQLException("no"))).isEqualTo("no (driver_error)");
  }

  @Test
  void namesTimeoutsByWhatTheErrorSaysBesideItsState() {
    assertThat(
            SqlStates.nameOf(
                new SQLException("ERROR: canceling statement due to statement timeout", "57014")))
        .isEqualTo("query_timeout");
    assertThat(
            SqlStates.nameOf(
                new SQLException("ERROR: canceling statement due to user request", "57014")))
        .isEqualTo("query_cancelled");
    assertThat(
            SqlStates.describe(
                new SQLException(
                    "The connection attempt failed.",
                    "08001",
                    new SocketTimeoutException("Connect timed out"))))
        .isEqualTo("The connection attempt failed. (connection_timeout, SQLSTATE 08001)");
  }

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "57P01, true",
    "57P03, true",
    "25P03, true",
    "25P02, false",
    ", false"
  })
  void knowsAfterWhichErrorsAConnectionIsOfNoMoreUse(String state, boolean lost) {
    assertThat(SqlStates.isConnectionLost(new SQLException("no", state))).isEqualTo(lost);
  }

  @Test
  void retriesOnlyWhatTheServerRolledBackForConcurrency() {
    assertThat(SqlStates.isWorthRetrying("40001")).isTrue();
    assertThat(SqlStates.isWorthRetrying("40P01")).isTrue();
    assertThat(SqlStates.isWorthRetrying("23505")).isFalse();
    assertThat(SqlStates.isWorthRetrying(null)).isFalse();
  }
}
